using System.CommandLine;

namespace DigitalLand.Cli.Commands;

/// <summary>Options of the verbs that publish.</summary>
internal static class PublicationOptions
{
    public static Option<string> Directory() => Arguments.Text("--directory", ".", "The collection's folder, with dataset/, built/ and publication/ in it.");

    public static Option<string> By() => Arguments.Text("--by", Environment.UserName, "Who does this; kept with the version.");

    public static Option<int> Keep()
    {
        var keep = new Option<int>("--keep") { Description = "How many versions before the live one are kept.", DefaultValueFactory = _ => 3 };
        keep.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !(int.TryParse(result.Tokens[0].Value, out var count) && count >= 1))
            {
                result.AddError("--keep takes a number from 1 on: the version before the live one is what a rollback needs.");
            }
        });
        return keep;
    }
}
