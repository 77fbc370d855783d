namespace DigitalLand.Transform.Lookups;

/// <summary>Older organisation codes carried the country; lookups compare without it.</summary>
internal static class Organisations
{
    private const string WithCountry = "local-authority-eng";

    /// <summary><c>local-authority-eng:DNC</c> is <c>local-authority:DNC</c>.</summary>
    public static string WithoutCountry(string organisation) => organisation.Replace(WithCountry, "local-authority", StringComparison.Ordinal);

    /// <inheritdoc cref="WithoutCountry(string)"/>
    public static ReadOnlySpan<char> WithoutCountry(ReadOnlySpan<char> organisation) =>
        organisation.Contains(WithCountry, StringComparison.Ordinal) ? WithoutCountry(organisation.ToString()) : organisation;
}
