using System.IO.Compression;
using System.Text;

namespace DigitalLand.Conformance.Tests.BadInput;

/// <summary>Archives and workbooks that are cut off, ambiguous, lying or meant to do harm.</summary>
[Collection(BadInputCollection.Name)]
public sealed class ArchiveTests(RunTemporaryFolder temporary) : IDisposable
{
    private const string GeoJson = """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"reference":"A","name":"inside"},"geometry":null}]}""";

    private readonly BadInputFixture _fixture = new(temporary);

    [Fact]
    public void An_archive_that_is_cut_off() => Assert.Contains("of no kind that can be read", _fixture.Failure(Zip(("a.geojson", GeoJson))[..60]), StringComparison.Ordinal);

    [Fact]
    public void A_workbook_that_is_cut_off()
    {
        var workbook = File.ReadAllBytes(RecordedCase.Read("bl-xlsx").Input);
        Assert.Contains("of no kind that can be read", _fixture.Failure(workbook[..(workbook.Length / 2)]), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_shapefiles() => Assert.Equal("FILE contains more than one .shp file", _fixture.Failure(Zip(("a.shp", ""), ("b.shp", ""))));

    [Fact]
    public void A_shapefile_that_is_none() => Assert.Equal("ogr2ogr cannot read FILE/a.shp: it is of no kind that GDAL knows (exit code 1)", _fixture.Failure(Zip(("a.shp", "hello"))));

    [Fact]
    public void An_archive_of_other_things() =>
        Assert.Equal("FILE is an archive that holds no shapefile, GML, MapInfo, GeoJSON or KML file", _fixture.Failure(Zip(("readme.txt", "hello"), ("noise", Noise()))));

    [Fact]
    public void An_archive_that_would_unpack_to_gigabytes()
    {
        var zip = Zip(("a.geojson", GeoJson));
        // The size that the directory at the end claims; its entry begins with PK 1 2.
        var entry = zip.AsSpan().LastIndexOf("PK\x01\x02"u8);
        BitConverter.TryWriteBytes(zip.AsSpan(entry + 24), uint.MaxValue - 1);
        Assert.Equal("FILE would unpack to 4294967294 bytes, more than 100 times its size, so it is not unpacked", _fixture.Failure(zip));
    }

    [Fact]
    public void A_workbook_whose_sheet_unpacks_a_thousandfold()
    {
        var sheet = $"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{new string(' ', 80 << 20)}</sheetData></worksheet>""";
        var failure = _fixture.Failure(Zip(
            ("xl/workbook.xml", """<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>"""),
            ("xl/_rels/workbook.xml.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"""),
            ("xl/worksheets/sheet1.xml", sheet)));
        Assert.Equal("FILE is an archive that holds no shapefile, GML, MapInfo, GeoJSON or KML file", failure);
    }

    [Fact]
    public void A_member_that_names_a_place_above_is_not_written_there()
    {
        Assert.Contains("ogr2ogr cannot read FILE/../../x.geojson", _fixture.Failure(Zip(("../../x.geojson", GeoJson))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_with_an_absolute_name_is_read_from_the_archive_and_written_nowhere()
    {
        var path = Path.Combine(Path.GetDirectoryName(_fixture.Input)!, "absolute.geojson");
        Assert.Equal(["1 name=inside"], _fixture.Facts(Zip((path, GeoJson))));
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void A_CSV_with_the_beginning_of_an_archive_is_no_archive() => Assert.Empty(_fixture.Facts("PK\x03\x04,name\nA,b\n"u8.ToArray()));

    public void Dispose() => _fixture.Dispose();

    private static string Noise() => Convert.ToBase64String([.. Enumerable.Range(0, 4000).Select(i => (byte)(i * i))]);

    private static byte[] Zip(params (string Name, string Text)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            foreach (var (name, text) in entries)
            {
                using var entry = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return bytes.ToArray();
    }
}
