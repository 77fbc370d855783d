namespace DigitalLand.Transform.Tests.Datatypes;

/// <summary>Random texts that can be had again: the seed is printed, and taken from <c>TEST_SEED</c> where that is set.</summary>
internal static class Seed
{
    public static int New()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("TEST_SEED"), out var given) ? given : Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"TEST_SEED={seed}");
        return seed;
    }

    /// <summary>1 to <paramref name="longest"/> of the given characters.</summary>
    public static string Text(this Random random, string alphabet, int longest) =>
        new(random.GetItems<char>(alphabet, random.Next(1, longest + 1)));
}
