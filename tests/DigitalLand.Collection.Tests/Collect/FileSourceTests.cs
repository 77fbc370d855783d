using DigitalLand.Collection.Collect;
using DigitalLand.Collection.Tests.Support;

namespace DigitalLand.Collection.Tests.Collect;

public sealed class FileSourceTests : IDisposable
{
    private static readonly Dictionary<string, object> NoHeaders = new(StringComparer.Ordinal);

    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("file:")]
    [InlineData("file:///")]
    [InlineData("file://localhost/")]
    [InlineData(" FILE:/")]
    public async Task A_file_is_found_from_the_working_folder_however_many_slashes_lead_to_it(string scheme)
    {
        var path = _folder.Write("a b.csv", "12345");
        File.SetLastWriteTimeUtc(path, new DateTime(2024, 5, 1, 2, 3, 4, DateTimeKind.Utc));
        using var response = FileSource.Open(scheme + Relative("a%20b.csv") + "?query#fragment", NoHeaders);
        Assert.Equal(200, response.Status);
        Assert.Equal(5L, response.Headers["Content-Length"]);
        Assert.Equal("Wed, 01 May 2024 02:03:04 GMT", response.Headers["Date"]);
        using var reader = new StreamReader(response.Body);
        Assert.Equal("12345", await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void What_is_not_there_is_404_and_what_is_not_a_file_400()
    {
        using var missing = FileSource.Open("file:///" + Relative("none"), NoHeaders);
        using var folder = FileSource.Open("file:///" + Relative(""), NoHeaders);
        using var slash = FileSource.Open("file:///a%2Fb", NoHeaders);
        Assert.Equal((404, 400, 404), (missing.Status, folder.Status, slash.Status));
        Assert.Equal((long)$"[Errno 2] No such file or directory: '{Relative("none")}'".Length, missing.Headers["Content-Length"]);
    }

    [Fact]
    public void Another_machine_is_refused() =>
        Assert.Equal("ValueError", Assert.Throws<FetchException>(() => FileSource.Open("file://server/a", NoHeaders)).Cause);

    private string Relative(string name) => Path.GetRelativePath(Directory.GetCurrentDirectory(), _folder.Path) + "/" + name;
}
