#!/usr/bin/perl
# Reads a datapackage.json as the specifications of Frictionless say, and its CSV files with it: tests/datapackage.pl FILE.
# Says what is wrong, a line each, and fails then. The profiles that are meant are tabular-data-package and -resource of
# https://specs.frictionlessdata.io, with commentRows of https://datapackage.org/standard/table-dialect/.
use strict;
use warnings;
use utf8;
use Digest::SHA qw(sha256_hex);
use File::Basename qw(dirname);
use JSON::PP;

my ($file) = @ARGV;
my $folder = dirname($file);
my $wrong = 0;
my $where = '';
binmode STDOUT, ':utf8';

sub wrong {
    print "$where@_\n";
    $wrong++;
    return;
}

sub slurp {
    my ($path) = @_;
    open my $in, '<:raw', $path or return;
    local $/ = undef;
    return scalar <$in>;
}

# Records of RFC 4180, all quotes doubled, all lines with CRLF.
sub records {
    my ($text) = @_;
    my @records = ([]);
    while ($text =~ /\G(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gc) {
        my ($field, $end) = (defined $1 ? $1 =~ s/""/"/gr : $2, $3);
        push @{ $records[-1] }, $field;
        push @records, [] if $end ne ',';
    }
    wrong('is no CSV from byte ' . pos($text)) if (pos($text) // 0) < length $text;
    pop @records;
    return @records;
}

my %reads = (
    string => sub { 1 },
    year   => sub { $_[0] =~ /^\d{4}$/ },
    date   => sub { $_[0] =~ /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/ },
    number => sub {
        my ($value, $field) = @_;
        my ($decimal, $group) = ($field->{decimalChar} // '.', $field->{groupChar});
        if (exists $field->{bareNumber} && !$field->{bareNumber}) {
            $value =~ s/^[^-+0-9]+//;
            $value =~ s/[^0-9]+$//;
        }
        $value =~ s/\Q$group\E//g if defined $group;
        return $value =~ /^[-+]?\d+(\Q$decimal\E\d+)?$/;
    },
);

sub check_values {
    my ($resource, @rows) = @_;
    my %skipped = map { $_ => 1 } @{ $resource->{dialect}{commentRows} // [] };
    my @fields = @{ $resource->{schema}{fields} };
    my %missing = map { $_ => 1 } @{ $resource->{schema}{missingValues} };
    my $number = 0;

    for my $row (@rows) {
        $number++;
        wrong("row $number has " . @$row . ' fields, not ' . @fields) if @$row != @fields;
        next if $skipped{$number};
        if ($number == 1 && $resource->{dialect}{header}) {
            wrong("the header is not that of the schema")
                if join("\n", @$row) ne join("\n", map { $_->{name} } @fields);
            next;
        }
        for my $i (0 .. $#fields) {
            next if $missing{ $row->[$i] };
            wrong("row $number: '$row->[$i]' is no $fields[$i]{type}") if !$reads{ $fields[$i]{type} }->($row->[$i], $fields[$i]);
        }
    }
    return;
}

sub check_resource {
    my ($resource) = @_;
    my $fields = $resource->{schema}{fields};
    my %names;

    wrong('profile') if $resource->{profile} ne 'tabular-data-resource';
    wrong('name') if $resource->{name} !~ m{^([-a-z0-9._/])+$};
    wrong('path') if $resource->{path} =~ m{^[./~]|(^|/)\.\.(/|$)};
    wrong('title') if exists $resource->{title} && (ref $resource->{title} || $resource->{title} eq '');
    wrong('sources') if !@{ $resource->{sources} } || grep { ($_->{title} // '') eq '' } @{ $resource->{sources} };
    wrong('fields') if !@$fields;
    for my $field (@$fields) {
        wrong("field $field->{name} is there twice") if $names{ $field->{name} }++;
        wrong("type $field->{type}") if !exists $reads{ $field->{type} };
    }
    my $data = slurp("$folder/$resource->{path}");
    if (!defined $data) {
        wrong('is not there');
        return;
    }
    wrong('bytes') if length $data != $resource->{bytes};
    wrong('hash') if 'sha256:' . sha256_hex($data) ne $resource->{hash};
    wrong('encoding') if $resource->{encoding} ne 'utf-8' || !utf8::decode($data);
    $data =~ s/^\x{FEFF}//;
    check_values($resource, records($data));
    return;
}

my $package = decode_json(slurp($file) // die "$file: no such file\n");
my %seen;
wrong('profile') if $package->{profile} ne 'tabular-data-package';
wrong('resources') if !@{ $package->{resources} };
for my $resource (@{ $package->{resources} }) {
    $where = "$resource->{path}: ";
    wrong("name $resource->{name} is there twice") if $seen{ $resource->{name} }++;
    check_resource($resource);
}
exit($wrong > 0 ? 1 : 0);
