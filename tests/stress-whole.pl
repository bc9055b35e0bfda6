#!/usr/bin/perl
# Is every file of a folder of results whole? stress-whole.pl FOLDER
#
# Each must be in the ledger with the hash that it has, or be one that a run writes at its end. Says what is not.
use strict;
use warnings;
use Digest::SHA;
use File::Find;

my ($folder) = @ARGV;
my %of_all = map { $_ => 1 } qw(sheaf.db manifest.jsonl catalogue.db datapackage.json);
my (%known, $wrong);
open my $ledger, '-|', 'sqlite3', "$folder/sheaf.db", 'SELECT hex(path), sha256 FROM output' or die "sqlite3: $!\n";
while (<$ledger>) {
    chomp;
    my ($path, $hash) = split /\|/;
    $known{ pack 'H*', $path } = $hash;
}
close $ledger or die "$folder: no ledger\n";

sub say_of {
    my ($path, $text) = @_;
    $path =~ s/[^ -~]/?/g;
    print "$path: $text\n";
    $wrong++;
}

find({ no_chdir => 1, wanted => sub {
        return if -d $_;
        my $path = substr $_, 1 + length $folder;
        return if $of_all{$path};
        return say_of($path, 'a temporary name') if $path =~ m{(^|/)\.sheaf-};
        my $hash = delete $known{$path};
        return say_of($path, 'not in the ledger') unless defined $hash;
        say_of($path, 'not what was written') if Digest::SHA->new(256)->addfile($_, 'b')->hexdigest ne $hash;
    } }, $folder);
say_of($_, 'gone') for sort keys %known;
exit($wrong ? 1 : 0);
