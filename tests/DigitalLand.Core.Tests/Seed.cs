namespace DigitalLand.Testing;

/// <summary>Random input that can be had again: the seed is printed, and taken from <c>TEST_SEED</c> where that is set.</summary>
internal static class Seed
{
    public static int New()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("TEST_SEED"), out var given) ? given : Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"TEST_SEED={seed}");
        return seed;
    }

    /// <summary>Up to <paramref name="longest"/> of the given characters, or none.</summary>
    public static string Text(this Random random, string alphabet, int longest) => new(random.GetItems<char>(alphabet, random.Next(longest + 1)));
}
