using System.Text;

namespace DigitalLand.Transform.Lookups;

/// <summary>Older organisation codes carried the country; lookups compare without it.</summary>
internal static class Organisations
{
    private const string WithCountry = "local-authority-eng";

    /// <summary><c>local-authority-eng:DNC</c> is <c>local-authority:DNC</c>.</summary>
    public static string WithoutCountry(string organisation) => organisation.Replace(WithCountry, "local-authority", StringComparison.Ordinal);

    /// <inheritdoc cref="WithoutCountry(string)"/>
    public static ReadOnlySpan<byte> WithoutCountry(ReadOnlySpan<byte> utf8) =>
        utf8.IndexOf("local-authority-eng"u8) < 0 ? utf8 : Encoding.UTF8.GetBytes(WithoutCountry(Encoding.UTF8.GetString(utf8)));
}
