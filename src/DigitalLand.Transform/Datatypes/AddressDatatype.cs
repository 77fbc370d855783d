using System.Buffers;
using System.Text;
using DigitalLand.Core;
using DigitalLand.Core.Text;

namespace DigitalLand.Transform.Datatypes;

/// <summary>
/// An address on one line: line feeds and semicolons become commas, runs of commas one comma and space, hyphens lose the
/// spaces around them; then as <see cref="StringDatatype"/>.
/// </summary>
public sealed class AddressDatatype : Datatype
{
    private static readonly SearchValues<char> Separators = SearchValues.Create("\n;,-");

    public override Normalised Normalise(string value)
    {
        if (!value.AsSpan().ContainsAny(Separators))
        {
            return Normalised.Clean(StringDatatype.Tidy(value.Trim(' ')));
        }

        var commas = JoinRuns(value.Replace('\n', ',').Replace(';', ','), ',', ", ");
        return Normalised.Clean(StringDatatype.Tidy(JoinRuns(commas.Trim(',', ' '), '-', "-")));
    }

    /// <summary>Replaces each run of separators, with the white space before, between and after them, by one <paramref name="joint"/>.</summary>
    private static string JoinRuns(string text, char separator, string joint)
    {
        if (!text.Contains(separator, StringComparison.Ordinal))
        {
            return text;
        }

        var joined = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != separator)
            {
                joined.Append(text[i]);
                continue;
            }

            while (joined.Length > 0 && PythonText.IsWhiteSpace(joined[^1]))
            {
                joined.Length--;
            }

            joined.Append(joint);
            while (i + 1 < text.Length && (text[i + 1] == separator || PythonText.IsWhiteSpace(text[i + 1])))
            {
                i++;
            }
        }

        return joined.ToString();
    }
}
