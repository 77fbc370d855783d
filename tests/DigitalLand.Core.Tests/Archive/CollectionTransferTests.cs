using DigitalLand.Core.Archive;
using DigitalLand.Core.Hashing;

namespace DigitalLand.Core.Tests.Archive;

public sealed class CollectionTransferTests(MotoServer moto) : IClassFixture<MotoServer>, IDisposable
{
    private const string Endpoint = "e1";

    private readonly string _folder = Directory.CreateTempSubdirectory("transfer-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Resource { get; } = Sha256Hex.OfText("data");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("folder")]
    [InlineData("s3")]
    public async Task What_was_pushed_is_proved_and_comes_back_byte_for_byte(string kind)
    {
        using var archive = await OpenAsync(kind);
        WriteCollection();
        Write("collection/resource/.half.part", "x");

        var pushed = await Push(archive).PushAsync(At("state.json"), Cancel);

        Assert.Equal((1, 2, 2, 0), (pushed.Resources, pushed.Logs, pushed.Lists, pushed.Unchanged));
        Assert.Empty(pushed.Problems);
        Assert.Equal(
            [
                "tree-collection/collection/endpoint.csv", "tree-collection/collection/log/2024-05-01/e1.json", "tree-collection/collection/log/2024-05-02/e1.json",
                $"tree-collection/collection/resource/{Resource}", "tree-collection/state.json",
            ],
            await archive.ListAsync("", Cancel).Select(entry => entry.Key).ToListAsync(Cancel));
        Assert.Empty((await ArchiveVerification.RunAsync(archive, cancel: Cancel)).Problems);

        Write("back/endpoint.csv", "mine");
        var pulled = await new CollectionTransfer(At("back"), archive, "tree").PullAsync(At("back-state.json"), cancel: Cancel);

        Assert.Equal((1, 2, 1, 1), (pulled.Resources, pulled.Logs, pulled.Lists, pulled.Unchanged));
        Assert.Equal("data", Read($"back/resource/{Resource}"));
        Assert.Equal(Log("2024-05-01", Resource), Read("back/log/2024-05-01/e1.json"));
        Assert.Equal("mine", Read("back/endpoint.csv"));
        Assert.Equal("{}", Read("back-state.json"));
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("s3")]
    public async Task A_second_push_adds_what_is_new_and_a_log_only_when_it_is_later(string kind)
    {
        using var archive = await OpenAsync(kind);
        WriteCollection();
        await Push(archive).PushAsync(At("state.json"), Cancel);
        var other = Sha256Hex.OfText("other");
        Write($"collection/resource/{other}", "other");
        Write("collection/log/2024-05-01/e1.json", Log("2024-05-01", "", "T01:00:00"));
        Write("collection/log/2024-05-02/e1.json", Log("2024-05-02", other, "T09:00:00"));

        var pushed = await Push(archive).PushAsync(At("none.json"), Cancel);

        Assert.Equal((1, 1, 1, 2), (pushed.Resources, pushed.Logs, pushed.Lists, pushed.Unchanged));
        Assert.Equal(Log("2024-05-01", Resource), await TextAsync(archive, ArchiveKeys.Log("tree", "2024-05-01", Endpoint)));
        Assert.Equal(Log("2024-05-02", other, "T09:00:00"), await TextAsync(archive, ArchiveKeys.Log("tree", "2024-05-02", Endpoint)));
    }

    [Fact]
    public async Task What_is_not_as_it_says_does_not_go_and_the_lists_stay()
    {
        using var archive = await OpenAsync("folder");
        WriteCollection();
        var (bad, missing) = (Sha256Hex.OfText("bad"), Sha256Hex.OfText("missing"));
        Write($"collection/resource/{bad}", "torn");
        Write("collection/log/2024-05-02/e2.json", Log("2024-05-02", missing));
        Write("collection/log/2024-05-02/e3.json", "{");

        var pushed = await Push(archive).PushAsync(At("state.json"), Cancel);

        Assert.Equal(
            [
                (ArchiveKeys.Log("tree", "2024-05-02", "e2"), ArchiveVerification.MissingResource),
                (ArchiveKeys.Log("tree", "2024-05-02", "e3"), ArchiveVerification.UnreadableLog),
                (ArchiveKeys.Resource("tree", bad), ArchiveVerification.WrongBytes),
            ],
            pushed.Problems.Select(problem => (problem.Key, problem.Problem)));
        Assert.Equal((1, 2, 0), (pushed.Resources, pushed.Logs, pushed.Lists));
        Assert.Empty((await ArchiveVerification.RunAsync(archive, cancel: Cancel)).Problems);
    }

    [Fact]
    public async Task A_resource_of_another_length_is_a_problem_and_stays_on_both_sides()
    {
        using var archive = await OpenAsync("folder");
        WriteCollection();
        await archive.AddAsync(ArchiveKeys.Resource("tree", Resource), new MemoryStream("da"u8.ToArray()), Cancel);

        Assert.Equal([ArchiveVerification.WrongBytes], (await Push(archive).PushAsync(At("state.json"), Cancel)).Problems.Select(problem => problem.Problem));
        Assert.Equal("da", await TextAsync(archive, ArchiveKeys.Resource("tree", Resource)));
        var pulled = await new CollectionTransfer(At("back"), archive, "tree").PullAsync(At("s.json"), cancel: Cancel);
        Assert.Equal([ArchiveVerification.WrongBytes], pulled.Problems.Select(problem => problem.Problem));
        Assert.Empty(Directory.EnumerateFiles(At("back/resource")));
    }

    [Fact]
    public async Task Logs_can_be_had_from_a_day_on_and_without_the_resources()
    {
        using var archive = await OpenAsync("folder");
        WriteCollection();
        await Push(archive).PushAsync(At("state.json"), Cancel);
        var pulled = await new CollectionTransfer(At("back"), archive, "tree").PullAsync(At("s.json"), since: "2024-05-02", withResources: false, Cancel);
        Assert.Equal((0, 1, 2), (pulled.Resources, pulled.Logs, pulled.Lists));
    }

    private static string Log(string day, string resource, string time = "T02:00:00") =>
        $$"""{"entry-date":"{{day}}{{time}}"{{(resource.Length > 0 ? $",\"resource\":\"{resource}\"" : "")}}}""";

    private static async Task<string> TextAsync(IArchive archive, string key)
    {
        using var reader = new StreamReader((await archive.OpenAsync(key, Cancel))!);
        return await reader.ReadToEndAsync(Cancel);
    }

    private void WriteCollection()
    {
        Write($"collection/resource/{Resource}", "data");
        Write("collection/log/2024-05-01/e1.json", Log("2024-05-01", Resource));
        Write("collection/log/2024-05-02/e1.json", Log("2024-05-02", ""));
        Write("collection/endpoint.csv", "endpoint\r\n");
        Write("state.json", "{}");
    }

    private CollectionTransfer Push(IArchive archive) => new(At("collection"), archive, "tree");

    private async Task<IArchive> OpenAsync(string kind) => kind == "folder" ? Archives.Open(Directory.CreateDirectory(At("archive")).FullName) : await moto.OpenAsync(Cancel);

    private string At(string path) => Path.Combine(_folder, path);

    private string Read(string path) => File.ReadAllText(At(path));

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        File.WriteAllText(At(path), text);
    }
}
