#!/usr/bin/perl
# Writes PDFs that are hard on a program, and files that are none: stress-set.pl short|long FOLDER [PDF...]
#
# Each PDF given, which are good ones, is cut short and has bytes changed, the same ones every time. The rest is written
# here, object by object. `short` leaves out what takes a program more than a moment: the largest, and most of the changed
# ones. Encrypted ones are for qpdf to make.
use strict;
use warnings;
use Compress::Zlib qw(compress);
use File::Basename qw(basename);
use File::Path qw(make_path);
use File::Spec;
use IO::Socket::UNIX;
use POSIX qw(mkfifo);

my ($size, $folder, @good) = @ARGV;
die "usage: stress-set.pl short|long FOLDER [PDF...]\n" unless defined $folder && $size =~ /^(short|long)$/;
my $long = $size eq 'long';
@good = map { File::Spec->rel2abs($_) } @good;
make_path($folder);
chdir $folder or die "$folder: $!\n";

sub put {
    my ($name, @bytes) = @_;
    open my $file, '>:raw', $name or die "$name: $!\n";
    print {$file} @bytes or die "$name: $!\n";
    close $file or die "$name: $!\n";
}

# A stream object: what its dictionary holds beside the length, and its bytes.
sub stream {
    my ($entries, $data) = @_;
    return "<<$entries/Length " . length($data) . ">>\nstream\n$data\nendstream";
}


# $n bytes of zero, compressed, without ever being had.
sub bomb {
    my ($n) = @_;
    my $block = 1 << 24;
    my $deflate = Compress::Zlib::deflateInit(-Level => 9);
    my $run = "\0" x $block;
    my $data = '';
    for (my $i = 0; $i < $n; $i += $block) { $data .= $deflate->deflate($run); }
    return $data . $deflate->flush();
}

# The PDF of the objects, the first its catalogue. With what its trailer has beside.
sub pdf {
    my ($name, $objects, $trailer) = @_;
    my $bytes = "%PDF-1.7\n";
    my @at;
    for my $i (0 .. $#$objects) {
        push @at, length $bytes;
        $bytes .= ($i + 1) . " 0 obj\n$objects->[$i]\nendobj\n";
    }
    my $xref = length $bytes;
    $bytes .= "xref\n0 " . (@at + 1) . "\n0000000000 65535 f \n";
    $bytes .= join '', map { sprintf "%010d 00000 n \n", $_ } @at;
    put("$name.pdf", $bytes, 'trailer <</Size ' . (@at + 1) . '/Root 1 0 R' . ($trailer // '') . ">>\nstartxref\n$xref\n%%EOF\n");
}

my $helvetica = '/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>';
my $hello = 'BT /F 12 Tf 20 100 Td (Hello) Tj ET';

# A PDF of one page. Objects 1 to 3 are catalogue, pages, page; 4 its content; yours are from 5.
sub page {
    my ($name, %with) = @_;
    my $content = $with{content} // $hello;
    pdf($name, [
            '<</Type/Catalog/Pages 2 0 R' . ($with{catalog} // '') . '>>',
            '<</Type/Pages/Kids[3 0 R]/Count 1>>',
            '<</Type/Page/Parent 2 0 R/MediaBox[' . ($with{box} // '0 0 300 200') . ']/Contents 4 0 R/Resources<<'
                . ($with{resources} // $helvetica) . '>>' . ($with{page} // '') . '>>',
            $content =~ /^<</ ? $content : stream('', $content),
            @{ $with{objects} // [] } ]);
}

# $n objects from number $first on, each made from its own number and that of the next; the last by itself.
sub chain {
    my ($first, $n, $each, $last) = @_;
    return [ (map { $each->($_, $_ + 1) } $first .. $first + $n - 2), $last->($first + $n - 1) ];
}

# ---- Good PDFs made worse

srand 7;
for my $path (@good) {
    (my $stem = basename($path)) =~ s/\.pdf$//;
    local $/;
    open my $file, '<:raw', $path or die "$path: $!\n";
    my $bytes = <$file>;
    close $file;
    my $n = length $bytes;
    for my $part ($long ? (1, 5, 20, 40, 60, 80, 95, 99) : (50)) {
        put("cut-$stem-$part.pdf", substr $bytes, 0, $n * $part / 100);
    }
    put("headless-$stem.pdf", substr $bytes, $n / 10) if $long;
    for my $flips ($long ? (1, 5, 20, 100, 500, 2000) : (30)) {
        my $worse = $bytes;
        substr($worse, int rand $n, 1) = chr int rand 256 for 1 .. $flips;
        put("flip-$stem-$flips.pdf", $worse);
    }
}

# ---- Nesting

my $deep = $long ? 50_000 : 20_000;
page('deep-arrays', objects => [ '[' x $deep . ']' x $deep ], page => '/X 5 0 R');
page('deep-dictionaries', objects => [ '<</A' x $deep . ' 1' . '>>' x $deep ], page => '/X 5 0 R');
page('deep-content-arrays', content => '[' x $deep . ']' x $deep . ' TJ ' . $hello);
page('deep-states', content => 'q ' x (10 * $deep) . $hello);
page('deep-marks', content => '/P <</MCID 0>> BDC ' x $deep . $hello . ' EMC' x $deep);
page('deep-forms', resources => "$helvetica/XObject<</X 5 0 R>>", content => '/X Do',
    objects => chain(5, 2000, sub { stream("/Type/XObject/Subtype/Form/BBox[0 0 300 200]/Resources<</XObject<</X $_[1] 0 R>>>>", '/X Do') },
        sub { stream("/Type/XObject/Subtype/Form/BBox[0 0 300 200]/Resources<<$helvetica>>", $hello) }));
page('deep-page-labels', catalog => '/PageLabels 5 0 R',
    objects => chain(5, $deep, sub { "<</Kids[$_[1] 0 R]/Limits[0 9]>>" }, sub { '<</Nums[0<</S/r>>]/Limits[0 9]>>' }));
page('deep-name-tree', catalog => '/Names<</Dests 5 0 R/EmbeddedFiles 5 0 R/JavaScript 5 0 R>>',
    page => '/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 99 99]/A<</S/GoTo/D(a)>>>>]',
    objects => chain(5, $deep, sub { "<</Kids[$_[1] 0 R]/Limits[(a)(z)]>>" }, sub { '<</Names[(a)[3 0 R/Fit]]/Limits[(a)(z)]>>' }));
page('deep-structure', catalog => '/MarkInfo<</Marked true>>/StructTreeRoot 5 0 R', page => '/StructParents 0',
    content => "/P <</MCID 0>> BDC $hello EMC",
    objects => chain(5, $deep, sub { ($_[0] == 5 ? '<</Type/StructTreeRoot' : "<</Type/StructElem/S/Div/P " . ($_[0] - 1) . ' 0 R') . "/K $_[1] 0 R>>" },
        sub { '<</Type/StructElem/S/P/Pg 3 0 R/K 0/P ' . ($_[0] - 1) . ' 0 R>>' }));
page('deep-outline', catalog => '/Outlines 5 0 R',
    objects => chain(5, $deep, sub { "<</Title(a)/Parent " . ($_[0] - 1) . " 0 R/First $_[1] 0 R/Last $_[1] 0 R/Count 1/Dest[3 0 R/Fit]>>" },
        sub { '<</Title(z)/Parent ' . ($_[0] - 1) . ' 0 R/Dest[3 0 R/Fit]>>' }));
page('long-outline', catalog => '/Outlines 5 0 R', objects => [ '<</First 6 0 R>>', @{ chain(6, $deep,
    sub { "<</Title(a)/Parent 5 0 R/Next $_[1] 0 R/Dest[3 0 R/Fit]>>" }, sub { '<</Title(z)/Parent 5 0 R/Dest[3 0 R/Fit]>>' }) } ]);
pdf('deep-pages', [ '<</Type/Catalog/Pages 2 0 R>>', @{ chain(2, $deep, sub { "<</Type/Pages/Kids[$_[1] 0 R]/Count 1/Parent " . ($_[0] - 1) . ' 0 R>>' },
    sub { '<</Type/Page/MediaBox[0 0 300 200]/Parent ' . ($_[0] - 1) . ' 0 R>>' }) } ]);
page('deep-field', catalog => '/AcroForm<</Fields[5 0 R]>>', objects => chain(5, $deep, sub { "<</T(a)/Kids[$_[1] 0 R]>>" },
    sub { '<</T(z)/FT/Tx/V(x)/Type/Annot/Subtype/Widget/Rect[0 0 9 9]>>' }));
page('deep-layers', catalog => '/OCProperties<</OCGs[5 0 R]/D<</Order ' . '[' x $deep . '5 0 R' . ']' x $deep . '>>>>',
    objects => ['<</Type/OCG/Name(a)>>'], resources => "$helvetica/Properties<</L 5 0 R>>", content => "/OC /L BDC $hello EMC");
page('deep-layer-rule', catalog => '/OCProperties<</OCGs[5 0 R]/D<<>>>>', content => "/OC /L BDC $hello EMC",
    objects => [ '<</Type/OCG/Name(a)>>', '<</Type/OCMD/OCGs[5 0 R]/VE ' . '[/Not ' x $deep . '5 0 R' . ']' x $deep . '>>' ],
    resources => "$helvetica/Properties<</L 6 0 R>>");

# ---- What leads to itself

page('loop-form', resources => '/XObject<</X 5 0 R>>', content => '/X Do',
    objects => [ stream('/Type/XObject/Subtype/Form/BBox[0 0 300 200]/Resources<</XObject<</X 5 0 R>>>>', '/X Do /X Do') ]);
page('loop-pattern', content => '/Pattern cs /X scn 0 0 200 200 re f', resources => '/Pattern<</X 5 0 R>>',
    objects => [ stream('/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 9/YStep 9/Resources<</Pattern<</X 5 0 R>>>>',
            '/Pattern cs /X scn 0 0 9 9 re f') ]);
page('loop-mask', content => '/G gs 0 0 200 200 re f', resources => '/ExtGState<</G 5 0 R>>',
    objects => [ '<</SMask<</S/Luminosity/G 6 0 R>>>>', stream('/Type/XObject/Subtype/Form/Group<</S/Transparency/CS/DeviceGray>>/BBox[0 0 99 99]'
            . '/Resources<</ExtGState<</G 5 0 R>>>>', '/G gs 0 0 99 99 re f') ]);
page('loop-type3', resources => '/Font<</F 5 0 R>>', content => 'BT /F 12 Tf 20 100 Td (aaa) Tj ET',
    objects => [ '<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[.1 0 0 .1 0 0]/FirstChar 97/LastChar 97/Widths[9]/CharProcs<</a 6 0 R>>'
            . '/Encoding<</Differences[97/a]>>/Resources<</Font<</F 5 0 R>>>>>>', stream('', '9 0 d0 BT /F 1 Tf (aa) Tj ET') ]);
page('loop-cmap', resources => '/Font<</F 5 0 R>>', content => 'BT /F 12 Tf 20 100 Td (abc) Tj ET',
    objects => [ '<</Type/Font/Subtype/Type0/BaseFont/A/Encoding 6 0 R/DescendantFonts[7 0 R]>>',
        stream('/Type/CMap/CMapName/X/UseCMap 6 0 R', '/X usecmap'),
        '<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>' ]);
page('loop-tounicode', resources => '/Font<</F 5 0 R>>',
    objects => [ '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>', stream('/Type/CMap/CMapName/X/UseCMap 6 0 R', '/X usecmap') ]);
page('loop-layers', catalog => '/OCProperties<</OCGs[5 0 R]/D<</Order 6 0 R>>>>', content => "/OC /L BDC $hello EMC",
    objects => [ '<</Type/OCG/Name(a)>>', '[5 0 R 6 0 R]', '<</Type/OCMD/OCGs[5 0 R]/VE 8 0 R>>', '[/And 8 0 R 8 0 R]' ],
    resources => "$helvetica/Properties<</L 7 0 R>>");
page('loop-outline', catalog => '/Outlines 5 0 R', objects => [ '<</First 6 0 R>>', '<</Title(a)/Next 6 0 R/First 6 0 R/Dest[3 0 R/Fit]>>' ]);
page('loop-page-labels', catalog => '/PageLabels 5 0 R', objects => ['<</Kids[5 0 R 5 0 R]/Limits[0 9]>>']);
page('loop-name-tree', catalog => '/Names<</Dests 5 0 R/EmbeddedFiles 5 0 R>>', objects => ['<</Kids[5 0 R 5 0 R]/Limits[(a)(z)]>>'],
    page => '/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 99 99]/A<</S/GoTo/D(a)>>>>]');
page('loop-structure', catalog => '/MarkInfo<</Marked true>>/StructTreeRoot 5 0 R', page => '/StructParents 0',
    objects => [ '<</Type/StructTreeRoot/K 6 0 R>>', '<</Type/StructElem/S/P/P 5 0 R/K[6 0 R 6 0 R]>>' ]);
page('loop-roles', catalog => '/MarkInfo<</Marked true>>/StructTreeRoot 5 0 R', content => "/A <</MCID 0>> BDC $hello EMC",
    objects => [ '<</Type/StructTreeRoot/K 6 0 R/RoleMap<</A/B/B/A>>>>', '<</Type/StructElem/S/A/P 5 0 R/Pg 3 0 R/K 0>>' ]);
page('loop-contents', content => '[4 0 R 4 0 R]', page => '/Contents[5 0 R]', objects => ['[5 0 R 5 0 R]']);
page('loop-length', objects => ["<</Length 5 0 R>>\nstream\nx\nendstream"], page => '/Contents 5 0 R');
page('loop-colours', content => '/C cs 0 scn 0 0 99 99 re f', resources => '/ColorSpace<</C 5 0 R>>', objects => ['[/Indexed 5 0 R 1 <000000>]']);
page('loop-function', content => '/C cs 0 scn 0 0 99 99 re f', resources => '/ColorSpace<</C[/Separation/A/DeviceGray 5 0 R]>>',
    objects => ['<</FunctionType 3/Domain[0 1]/Functions[5 0 R 5 0 R]/Bounds[.5]/Encode[0 1 0 1]>>']);
page('loop-annotation', page => '/Annots[5 0 R]', objects => [ '<</Type/Annot/Subtype/Stamp/Rect[0 0 99 99]/AP<</N 6 0 R>>/Popup 5 0 R/Parent 5 0 R>>',
        stream('/Type/XObject/Subtype/Form/BBox[0 0 99 99]/Resources<</XObject<</X 6 0 R>>>>', '/X Do') ]);
page('loop-field', catalog => '/AcroForm<</Fields[5 0 R]>>', objects => ['<</T(a)/Kids[5 0 R]/Parent 5 0 R/Subtype/Widget/Rect[0 0 9 9]>>']);
pdf('loop-pages', [ '<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2/Parent 2 0 R>>' ]);
pdf('loop-parent', [ '<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[3 0 R]/Count 1/Parent 3 0 R>>', '<</Type/Page/Parent 2 0 R>>' ]);
put('loop-xref.pdf', "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\nxref\n0 1\n0000000000 65535 f \ntrailer <</Size 3/Root 1 0 R/Prev 55>>\nstartxref\n55\n%%EOF\n");

# Forty forms, each of which shows the next one twice: 2^40 to draw.
page('endless', resources => '/XObject<</X 5 0 R>>', content => '/X Do',
    objects => chain(5, 40, sub { stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X $_[1] 0 R>>>>", '/X Do /X Do') },
        sub { stream('/Type/XObject/Subtype/Form/BBox[0 0 9 9]', '0 0 5 5 re f') }));

# ---- Large once opened

my $much = $long ? 1 << 30 : 1 << 26;
my $zeros = bomb($much);
my $bomb = stream('/Filter/FlateDecode', $zeros);
page('bomb-content', content => $bomb);
page('bomb-content-twice', content => stream('/Filter[/FlateDecode/FlateDecode]', compress($zeros, 9)));
page('bomb-picture', resources => '/XObject<</X 5 0 R>>', content => '300 0 0 200 0 0 cm /X Do',
    objects => [ stream('/Type/XObject/Subtype/Image/Width 30000/Height 30000/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/FlateDecode', $zeros) ]);
page('bomb-font', resources => '/Font<</F 5 0 R>>',
    objects => [ '<</Type/Font/Subtype/TrueType/BaseFont/A/FontDescriptor 6 0 R>>',
        '<</Type/FontDescriptor/FontName/A/Flags 32/FontFile2 7 0 R>>', $bomb ]);
page('bomb-tounicode', resources => '/Font<</F 5 0 R>>', objects => [ '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>', $bomb ]);
page('bomb-metadata', catalog => '/Metadata 5 0 R', objects => [ stream('/Type/Metadata/Subtype/XML/Filter/FlateDecode', $zeros) ]);
put('bomb-objects.pdf', "%PDF-1.5\n1 0 obj\n" . stream('/Type/ObjStm/N 1000000/First 9000000/Filter/FlateDecode', $zeros)
    . "\nendobj\ntrailer <</Root 2 0 R/Size 3>>\n");

# ---- Pictures

for my $form ([ 'bits', 1, '/DeviceGray' ], [ 'grey', 8, '/DeviceGray' ], [ 'colour', 8, '/DeviceRGB' ]) {
    my ($kind, $bits, $space) = @$form;
    page("picture-$kind", resources => '/XObject<</X 5 0 R>>', content => '300 0 0 200 0 0 cm /X Do',
        objects => [ stream("/Type/XObject/Subtype/Image/Width 30000/Height 30000/BitsPerComponent $bits/ColorSpace$space/Filter/FlateDecode",
                compress("\x55" x ($long ? 30000 * 30000 / 8 : 30000), 9)) ]);
}
for my $wide ([ 'fax', 'CCITTFaxDecode/DecodeParms<</K -1/Columns 30000/Rows 30000>>' ], [ 'jpeg', 'DCTDecode' ], [ 'jpx', 'JPXDecode' ],
    [ 'jbig2', 'JBIG2Decode' ]) {
    my ($kind, $filter) = @$wide;
    page("picture-$kind", resources => '/XObject<</X 5 0 R>>', content => '300 0 0 200 0 0 cm /X Do',
        objects => [ stream("/Type/XObject/Subtype/Image/Width 30000/Height 30000/BitsPerComponent 1/ColorSpace/DeviceGray/Filter/$filter",
                "\xff\xd8\xff\xc0\0\x0b\x08\x75\x30\x75\x30\x01\x01\x11\0\xff\xda\0\x08\x01\x01\0\0\x3f\0" . "\x55\xaa" x 5000) ]);
}
page('picture-2-billion', resources => '/XObject<</X 5 0 R>>', content => '300 0 0 200 0 0 cm /X Do',
    objects => [ stream('/Type/XObject/Subtype/Image/Width 2147483647/Height 2147483647/BitsPerComponent 8/ColorSpace/DeviceRGB', 'x' x 99) ]);
page('picture-no-size', resources => '/XObject<</X 5 0 R>>', content => '/X Do',
    objects => [ stream('/Type/XObject/Subtype/Image/Width -1/Height 0/BitsPerComponent 77', 'x' x 99) ]);
page('pictures-many', resources => '/XObject<</X 5 0 R>>', content => '/X Do ' x ($long ? 200_000 : 5000),
    objects => [ stream('/Type/XObject/Subtype/Image/Width 2/Height 2/BitsPerComponent 8/ColorSpace/DeviceGray', 'abcd') ]);

# ---- Pages of odd sizes

page('page-200-inches', box => '0 0 14400 14400', content => '14000 14000 m 0 0 l S ' . $hello);
page('page-scanned-200-inches', box => '0 0 14400 14400', resources => '/XObject<</X 5 0 R>>', content => '14400 0 0 14400 0 0 cm /X Do',
    objects => [ stream('/Type/XObject/Subtype/Image/Width 4000/Height 4000/BitsPerComponent 1/ColorSpace/DeviceGray/Filter/FlateDecode',
            compress("\x0f" x 2_000_000, 9)) ]);
page('page-of-a-mile', box => '0 0 4500000 4500000');
page('page-units', page => '/UserUnit 100000');
page('page-long', box => '0 0 100 14400', content => join ' ', 'BT /F 9 Tf', (map { "1 0 0 1 9 $_ Tm (line $_) Tj" } map { 10 * $_ } 1 .. 1400), 'ET');
page("page-$_->[0]", box => $_->[1]) for [ 'nothing', '0 0 0 0' ], [ 'backwards', '300 200 0 0' ], [ 'infinite', '0 0 1e999 9e99' ],
    [ 'flat', '0 0 300 1e-9' ], [ 'words', '/a (b) null' ], [ 'far', '1e8 1e8 100000300 100000200' ];
page('page-turned-oddly', page => '/Rotate 45');

# ---- Much of everything

my $million = $long ? 1_000_000 : 20_000;
page('many-glyphs', content => 'BT /F 1 Tf 1 TL 1 0 0 1 0 200 Tm ' . ('(' . 'a' x 1000 . ") '\n") x ($million / 1000) . 'ET');
page('many-words', content => 'BT /F 1 Tf ' . join('', map { '1 0 0 1 ' . $_ % 300 . ' ' . int($_ / 300) % 200 . ' Tm (w) Tj ' } 1 .. $million / 10) . 'ET');
page('many-glyphs-in-one-place', content => 'BT /F 9 Tf ' . '1 0 0 1 50 50 Tm (a) Tj ' x ($million / 10) . 'ET');
page('many-words-turned', content => 'BT /F 5 Tf ' . join('', map { sprintf '%.3f %.3f %.3f %.3f %d %d Tm (word) Tj ', cos $_, sin $_, -sin $_, cos $_,
            $_ * 7 % 300, $_ * 11 % 200 } 1 .. $million / 50) . 'ET');
page('many-rulings', content => join '', map { my $x = $_ % 600 / 2; "$x 0 m $x 200 l S 0 $x m 300 $x l S\n" } 1 .. $million / 10);
page('many-boxes', content => $hello . join '', map { $_ % 300 . ' ' . int($_ / 300) % 200 . " 1 1 re S\n" } 1 .. $million / 10);
page('many-cells', box => '0 0 2000 2000', content => '.3 w ' . join('', map { my $x = 4 * $_; "$x 0 m $x 2000 l S 0 $x m 2000 $x l S " } 0 .. ($long ? 500 : 60))
        . 'BT /F 2 Tf ' . join('', map { '1 0 0 1 ' . (1 + 4 * ($_ % 500)) . ' ' . (1 + 4 * int($_ / 500)) . ' Tm (1) Tj ' } 0 .. ($long ? 50_000 : 2000)) . 'ET');
page('many-links', page => '/Annots[' . join('', map { "<</Type/Annot/Subtype/Link/Rect[$_ 0 300 200]/A<</S/URI/URI(https://example.org/$_)>>>>" } 1 .. $million / 20) . ']');
page('many-curves', content => join '', map { my $x = $_ % 300; "$x 0 m 300 $x 0 200 $x 100 c B\n" } 1 .. $million / 10);
page('many-contents', page => '/Contents[' . '4 0 R ' x ($million / 20) . ']');
page('many-fonts', resources => '/Font<<' . join('', map { "/F$_<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>" } 1 .. $million / 100) . '>>',
    content => 'BT 20 100 Td ' . join(' ', map { "/F$_ 9 Tf (a) Tj" } 1 .. $million / 100) . ' ET');
page('huge-word', content => 'BT /F 1 Tf (' . 'a' x $million . ') Tj ET');
page('huge-name', content => '/' . 'a' x $million . ' Do ' . $hello);
page('huge-numbers', content => '1e38 0 0 1e38 0 0 cm 99999999999999999999 -1e300 m 1e308 1e308 l S ' . $hello);
page('huge-glyphs', content => 'BT /F 1e30 Tf (a) Tj /F -5 Tf (b) Tj /F 0 Tf (c) Tj /F 9999 Tf (d) Tj ET');
page('huge-width', content => '1e9 w 0 0 m 9 9 l S ' . $hello);

sub pages {
    my ($name, $n, $step) = @_;
    my @kids = map { 3 + 2 * $_ } 0 .. $n - 1;
    pdf($name, [ '<</Type/Catalog/Pages 2 0 R>>', "<</Type/Pages/Count $n/Kids[" . join('', map { "$_ 0 R " } @kids) . "]/MediaBox[0 0 300 200]/Resources<<$helvetica>>>>",
            map { ("<</Type/Page/Parent 2 0 R/Contents " . ($_ + 1) . ' 0 R>>', stream('', "BT /F 12 Tf 20 100 Td (This is number $_.) Tj ET")) } @kids ]);
}
pages('pages-many', $long ? 10_000 : 300);

# ---- Pages that are not there

pdf('pages-none', [ '<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[]/Count 0>>' ]);
pdf('pages-said-a-billion', [ '<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[3 0 R]/Count 1000000000>>', '<</Type/Page/Parent 2 0 R>>' ]);
pdf('pages-less-than-none', [ '<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[3 0 R]/Count -5>>', '<</Type/Page/Parent 2 0 R>>' ]);
pdf('pages-of-null', [ '<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[null 9 0 R (a) 1 0 R]/Count 4>>' ]);
pdf('pages-missing', ['<</Type/Catalog>>']);
pdf('catalogue-missing', ['null']);
page('empty-page', content => '');
page('no-font', resources => '');
page('secret', content => $hello, catalog => '/Perms 5 0 R');
pdf('odd-lock', [ '<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[]/Count 0>>', '<</Filter/Standard/V 99/R 99/O()/U()/P 0>>' ], '/Encrypt 3 0 R');

# ---- No PDFs, and names

put('nothing.pdf', '');
put('header.pdf', "%PDF-1.7\n");
put('text.pdf', "This is no PDF.\n" x 100);
put('zeros.pdf', "\0" x 100_000);
put('noise.pdf', map { chr int rand 256 } 1 .. 100_000);
put('picture.pdf', "\x89PNG\r\n\x1a\n" . 'x' x 1000);
put('eof.pdf', "%PDF-1.7\nstartxref\n99999999999999999999\n%%EOF\n" x 100);
page("new\nline"), page("bell\a\e[31m"), page("not-utf8-\xff\xfe"), page('-o'), page('a "quote" and $HOME'), page('x' x 200), page(' '), page('CAPITALS');
rename 'CAPITALS.pdf', 'CAPITALS.PDF';
make_path('folder.pdf', 'empty.pdf', 'below/deep/deeper');
page('folder.pdf/in-folder'), page('below/deep/deeper/down'), page('below/empty-page');
page('unreadable');
chmod 0, 'unreadable.pdf';
mkfifo('fifo.pdf', 0644);
my $socket = IO::Socket::UNIX->new(Local => 'socket.pdf', Listen => 1);
symlink 'loop.pdf', 'loop.pdf';
symlink 'nowhere', 'dangling.pdf';
symlink 'many-fonts.pdf', 'link.pdf';
symlink '.', 'below/again';
symlink '..', 'below/up';
