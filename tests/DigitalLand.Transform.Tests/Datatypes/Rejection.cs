using DigitalLand.Core;

namespace DigitalLand.Transform.Tests.Datatypes;

/// <summary>The expectation that a value was not kept, for one reason.</summary>
internal static class Rejection
{
    public static void Expect(Normalised actual, string issueType, string quoted, string message)
    {
        Assert.Equal("", actual.Value);
        Assert.Equal([new ValueIssue(issueType, quoted, message)], actual.Issues);
    }
}
