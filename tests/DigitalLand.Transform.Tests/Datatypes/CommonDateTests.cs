using DigitalLand.Transform.Datatypes;

namespace DigitalLand.Transform.Tests.Datatypes;

public class CommonDateTests
{
    private static readonly string[] Years = ["2020", "1999", "0001", "0000", "2100", "202"];
    private static readonly string[] Parts = ["1", "01", "2", "02", "12", "13", "28", "29", "30", "31", "32", "0", "00"];
    private static readonly string[] Times =
    [
        "", "", "T03:04:05", "T3:04:05", "T23:59:59", "T24:00:00", "T03:04:60", "T03:04:05Z", "T03:04:05.1", "T03:04:05.123456Z", "T03:04:05.1234567Z", "T03:04:05.",
        "T03:04", " 03:04:05", "Z", "t03:04:05z",
    ];

    [Fact]
    public void The_shortcut_agrees_with_trying_every_format()
    {
        var random = new Random(Seed.New());
        var shortcuts = 0;
        for (var i = 0; i < 50_000; i++)
        {
            var text = random.Next(4) switch
            {
                0 => random.Text("0123456789-/T:.Z", 20),
                1 => $"{Pick(Parts)}/{Pick(Parts)}/{Pick(Years)}{Pick(Times)}",
                _ => $"{Pick(Years)}-{Pick(Parts)}-{Pick(Parts)}{Pick(Times)}",
            };
            if (CommonDate.TryParse(text, out var quick))
            {
                shortcuts++;
                var full = text;
                Assert.True(DateParser.TryParse(ref full, out var date), text);
                Assert.True(date == quick, $"'{text}' is {date:O}, the shortcut says {quick:O}");
            }
        }

        Assert.True(shortcuts > 1000, $"only {shortcuts} texts took the shortcut");

        string Pick(string[] choices) => choices[random.Next(choices.Length)];
    }
}
