#!/usr/bin/perl
# A flame graph from what callgrind wrote: bench-flame.pl FILE... >flame.svg
#
# Callgrind knows what each function spent itself, and what each call of another one cost with all below it, but not which
# of its callers a function spent it for. So what a function does is shared out among its callers by what their calls cost;
# that is exact where it does the same for each, and near the mark elsewhere. Functions without a name go by their library.
use strict;
use warnings;

my ($WIDE, $HIGH, $LEAST, $DEEPEST) = (1200, 16, 0.0015, 60); # pixels, pixels, share of all, rows
my (%self, %calls, %called, %library);

sub read_counts {
    my ($file) = @_;
    my (%name, %object, $function, $callee, $lib, $calls_next);
    my $callee_lib;
    my $full = sub {
        my ($text, $in) = @_;
        my ($id, $new) = $text =~ /^\((\d+)\)(?: (.*))?/;
        $name{$id} = $new if defined $new;
        my $key = $name{$id} // $text;
        $key =~ s/'\d+$//; # callgrind's mark of recursion
        $key =~ s/\(.*//;
        $key = "[$in]" if $key =~ /^0x/;
        $key .= " $file"; # processes stand side by side
        $library{$key} //= $in;
        return $key;
    };
    my $object_of = sub {
        my ($id, $new) = $_[0] =~ /^\((\d+)\)(?: (.*))?/;
        ($object{$id} = $new) =~ s{.*/|\.so.*}{}g if defined $new;
        return $object{$id} // '?';
    };
    open my $in, '<', $file or die "$file: $!\n";
    while (<$in>) {
        if (/^ob=(.*)/) { $lib = $object_of->($1); }
        elsif (/^fn=(.*)/) { $function = $full->($1, $lib // '?'); $callee_lib = undef; }
        elsif (/^cob=(.*)/) { $callee_lib = $object_of->($1); }
        elsif (/^cfn=(.*)/) { $callee = $full->($1, $callee_lib // $lib // '?'); $callee_lib = undef; }
        elsif (/^calls=/) { $calls_next = 1; }
        elsif (/^[-+*\d]\S* (\d+)/ && defined $function) {
            if (!$calls_next) { $self{$function} += $1; }
            elsif ($callee ne $function) { $calls{$function}{$callee} += $1; $called{$callee} += $1; }
            $calls_next = 0;
        }
    }
}

my @bars;
my $x = 0; # instructions in all

# @on: the functions above, so that recursion ends.
sub draw {
    my ($function, $cost, $x, $row, %on) = @_;
    my $below = 0;
    my %to = %{ $calls{$function} // {} };
    delete @to{ keys %on };
    $below += $_ for values %to;
    push @bars, [$function, $cost, $x, $row];
    my $sum = $below + ($self{$function} // 0);
    return if $sum == 0 || $row >= $DEEPEST;
    for my $callee (sort { $to{$b} <=> $to{$a} || $a cmp $b } keys %to) {
        my $share = $cost * $to{$callee} / $sum;
        draw($callee, $share, $x, $row + 1, %on, $callee => 1) if $share >= $LEAST * $x;
        $x += $share;
    }
}

sub colour {
    my ($lib) = @_;
    my %hue = (sheaf => 25, libpoppler => 210, 'libpoppler-glib' => 200, libcairo => 130, libpixman => 130, liblept => 55);
    my ($key) = grep { index($lib, $_) == 0 } sort { length $b <=> length $a } keys %hue;
    return defined $key ? "hsl($hue{$key},75%,70%)" : 'hsl(0,0%,82%)';
}

sub escape { local $_ = shift; s/&/&amp;/g; s/</&lt;/g; s/>/&gt;/g; return $_; }

read_counts($_) for @ARGV;
# From main() on: what comes before is binding libraries.
my %total = map { $_ => $self{$_} // 0 } grep { /^main / } keys %self, keys %calls;
die "no counts of main()\n" if !%total;
for my $root (keys %total) { $total{$root} += $_ for values %{ $calls{$root} // {} }; }
$x += $_ for values %total;
my $at = 0;
for my $root (sort { $total{$b} <=> $total{$a} || $a cmp $b } keys %total) {
    draw($root, $total{$root}, $at, 0, $root => 1);
    $at += $total{$root};
}
my $rows = 0;
for (@bars) { $rows = $_->[3] if $_->[3] > $rows; }
my $height = ($rows + 1) * $HIGH;
print qq(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 $WIDE $height" font-family="sans-serif" font-size="10">\n);
for (@bars) {
    my ($function, $cost, $left, $row) = @$_;
    my ($w, $l) = ($WIDE * $cost / $x, $WIDE * $left / $x);
    my $name = $function =~ s/ .*//r;
    my $text = substr($name, 0, $w / 6);
    printf qq(<g><title>%s (%s): %.1f %%</title><rect x="%.1f" y="%d" width="%.1f" height="%d" fill="%s" stroke="white" stroke-width=".5"/>%s</g>\n),
        escape($name), escape($library{$function} // '?'), 100 * $cost / $x, $l, $height - ($row + 1) * $HIGH, $w, $HIGH,
        colour($library{$function} // '?'),
        $w > 25 ? sprintf('<text x="%.1f" y="%d">%s</text>', $l + 2, $height - $row * $HIGH - 4, escape($text)) : '';
}
print "</svg>\n";
