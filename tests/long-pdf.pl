#!/usr/bin/perl
# A PDF of the pages FROM to TO on standard output: long-pdf.pl text|tables|heavy FROM TO
#
# Pages of text have some lines of words and their number, those of tables a ruled one of twelve rows and five columns below
# a few lines. A heavy page is one of text with an attachment of 64 KiB, which nothing refers to.
use strict;
use warnings;

my ($kind, $from, $to) = @ARGV;
die "usage: long-pdf.pl text|tables|heavy FROM TO\n" unless defined $to;

sub lines {
    my ($n, $top, $count) = @_;
    my $text = "BT /F 11 Tf 14 TL 72 $top Td (Page $n has a few lines of words, as pages do.) Tj\n";
    $text .= "(Line " . ($_ * $n) . " says that there are " . ($n % 97 * $_) . " of them, more or less.) '\n" for 1 .. $count;
    return $text . "ET";
}

sub table {
    my ($n) = @_;
    my $text = "\n0.7 w\n";
    for my $row (0 .. 12) { my $y = 650 - 20 * $row; $text .= "72 $y m 522 $y l S\n"; }
    for my $col (0 .. 5) { my $x = 72 + 90 * $col; $text .= "$x 650 m $x 410 l S\n"; }
    for my $row (0 .. 11) {
        for my $col (0 .. 4) {
            my $said = $row == 0 ? "Head $col" : $col == 0 ? "Row $row" : $n * $row * $col % 1000 + $row;
            $text .= "BT /F 10 Tf " . (76 + 90 * $col) . " " . (636 - 20 * $row) . " Td ($said) Tj ET\n";
        }
    }
    return $text;
}

my $font = "/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>";
my $kids = join " ", map { (3 + 2 * $_) . " 0 R" } 0 .. $to - $from;
my @objects = ("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count " . ($to - $from + 1) . "/Kids[$kids]/MediaBox[0 0 595 842]$font>>");
for my $n ($from .. $to) {
    my $text = $kind eq 'tables' ? lines($n, 760, 5) . table($n) : lines($n, 700, 12);
    push @objects, "<</Type/Page/Parent 2 0 R/Contents " . (@objects + 2) . " 0 R>>", "<</Length " . length($text) . ">>\nstream\n$text\nendstream";
}
push @objects, map { "<</Type/EmbeddedFile/Length 65536>>\nstream\n" . ("x" x 65536) . "\nendstream" } $from .. $to if $kind eq 'heavy';
my $bytes = "%PDF-1.4\n";
my @at;
for (0 .. $#objects) { push @at, length $bytes; $bytes .= ($_ + 1) . " 0 obj\n$objects[$_]\nendobj\n"; }
print $bytes, "xref\n0 ", @at + 1, "\n0000000000 65535 f \n", map({ sprintf "%010d 00000 n \n", $_ } @at),
    "trailer <</Size ", @at + 1, "/Root 1 0 R>>\nstartxref\n", length $bytes, "\n%%EOF\n";
