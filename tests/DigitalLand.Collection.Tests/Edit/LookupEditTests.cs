using DigitalLand.Collection.Edit;
using DigitalLand.Collection.Tests.Support;
using DigitalLand.Core;
using DigitalLand.Core.Specifications;

namespace DigitalLand.Collection.Tests.Edit;

public sealed class LookupEditTests : IDisposable
{
    private const string Header = "prefix,resource,endpoint,entry-number,organisation,reference,entity,entry-date,start-date,end-date";

    private static readonly DatasetSpecification Tree = new("tree", "tree-prefix", "geography", "tree", "10", "14");

    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("tree,A,x,11", "", "12")]
    [InlineData("tree-prefix,A,x,12", "", "13")]
    [InlineData("other,A,x,12", "", "10")]
    [InlineData("tree,A,x,14", "", "10")]
    [InlineData("tree,A,x,99", "", "10")]
    [InlineData("tree,A,x,3", "", "10")]
    [InlineData("tree,A,x,none", "", "10")]
    [InlineData("", "", "10")]
    [InlineData("tree,A,x,11;other,A,y,12", "", "13")]
    [InlineData("tree,A,x,11", "12,410,;7,301,13", "14")]
    public void A_number_is_the_next_that_nothing_was_known_by(string lookups, string oldEntities, string expected)
    {
        var edit = Open(lookups, oldEntities);
        var assignment = edit.Assign(Tree, [new("tree", "A", "new")]);
        Assert.Equal(expected, Assert.Single(assignment.Entities).Entity);
        Assert.Equal($"+tree,,,,A,new,{expected},,,", edit.File.Changes().Last());
    }

    [Fact]
    public void The_range_is_gone_through_once_and_what_gets_no_number_is_counted()
    {
        var edit = Open("tree,A,x,12");
        var references = Enumerable.Range(0, 6).Select(i => new NewReference("tree", "A", $"n{i}"));
        var assignment = edit.Assign(Tree, references);
        Assert.Equal(["13", "14", "10", "11"], assignment.Entities.Select(pair => pair.Entity));
        Assert.Equal(2, assignment.WithoutNumber);
        Assert.Equal(6, edit.File.Changes().Count() + 2);
    }

    [Fact]
    public void A_reference_gets_one_number_however_often_it_comes_and_none_where_it_has_a_row()
    {
        var assignment = Open("tree,A,x,10").Assign(Tree, [new("tree", "A", "x"), new("tree", "A", "y"), new("tree", "A", "y"), new("tree", "B", "y")]);
        Assert.Equal([new("tree", "A", "y"), new NewReference("tree", "B", "y")], assignment.Entities.Select(pair => pair.Reference));
    }

    [Fact]
    public void What_cannot_be_named_is_counted_and_rows_without_a_number_get_theirs_first()
    {
        var edit = Open("tree,A,x,;tree,A,y,10");
        var assignment = edit.Assign(Tree, [new("tree", "", "z"), new("tree", "A", ""), new("tree", "A", "z")]);
        Assert.Equal(2, assignment.Incomplete);
        Assert.Equal(["-tree,,,,A,x,,,,", "+tree,,,,A,x,11,,,", "+tree,,,,A,z,12,,,"], edit.File.Changes());
    }

    [Fact]
    public void An_unknown_column_is_refused_and_a_missing_one_is_added()
    {
        _folder.Write("lookup.csv", "prefix,colour\ntree,green\n");
        Assert.Contains("colour", Assert.Throws<RunFailedException>(() => LookupEdit.Open(_folder.Path)).Message, StringComparison.Ordinal);
        _folder.Write("lookup.csv", "prefix,organisation,reference,entity\ntree,A,x,10\n");
        var edit = LookupEdit.Open(_folder.Path);
        edit.Assign(Tree, [new("tree", "A", "y")]);
        FileEdit.Save([edit.File]);
        Assert.Equal($"{Header}\r\ntree,,,,A,x,10,,,\r\ntree,,,,A,y,11,,,\r\n", File.ReadAllText(_folder["lookup.csv"]));
    }

    [Fact]
    public void A_dataset_without_a_range_has_no_numbers() =>
        Assert.Throws<RunFailedException>(() => Open("").Assign(Tree with { EntityMaximum = "" }, [new("tree", "A", "x")]));

    private LookupEdit Open(string lookups, string oldEntities = "")
    {
        var rows = lookups.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(row => row.Split(','));
        _folder.Write("lookup.csv", $"{Header}\n" + string.Concat(rows.Select(row => $"{row[0]},,,,{row[1]},{row[2]},{row[3]},,,\n")));
        _folder.Write("old-entity.csv", "old-entity,status,entity\n" + oldEntities.Replace(';', '\n') + "\n");
        return LookupEdit.Open(_folder.Path);
    }
}
