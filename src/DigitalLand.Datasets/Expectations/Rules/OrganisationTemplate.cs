using System.Text;
using System.Text.RegularExpressions;
using DigitalLand.Core;
using DigitalLand.Core.Csv;

namespace DigitalLand.Datasets.Expectations.Rules;

/// <summary>
/// The texts of a rule that is for each of several organisations: <c>{{ organisation.local_planning_authority }}</c> stands for a column of
/// organisation.csv, with lines below in place of dashes. Rules are written for Jinja, of which they use nothing else; what goes beyond is refused
/// rather than guessed at.
/// </summary>
internal static partial class OrganisationTemplate
{
    /// <summary>Fills in an organisation; a column that there is not is blank, as in Jinja.</summary>
    /// <exception cref="RunFailedException">The template uses more of Jinja.</exception>
    public static string Render(string template, CsvTableRow organisation)
    {
        var text = new StringBuilder();
        var position = 0;
        while (template.AsSpan(position).IndexOf('{') is var offset and >= 0)
        {
            var start = position + offset;
            text.Append(template, position, start - position);
            if (!Opens(template, start))
            {
                text.Append('{');
                position = start + 1;
                continue;
            }

            if (Reference().Match(template, start) is not { Success: true } reference)
            {
                throw new RunFailedException(
                    $"The text '{template}' of an expectation has a template that is not understood at '{template[start..Math.Min(start + 40, template.Length)]}'. Write {{{{ organisation.COLUMN }}}}.");
            }

            text.Append(Column(organisation, reference.Groups["column"].Value));
            position = start + reference.Length;
        }

        return WithoutLastLineEnd(text.Append(template, position, template.Length - position).ToString());
    }

    /// <summary>What Jinja reads as the beginning of an expression, a statement or a comment.</summary>
    private static bool Opens(string template, int start) => start + 1 < template.Length && template[start + 1] is '{' or '%' or '#';

    /// <summary>The columns have either sign; two that differ only in it have one name, and the later counts.</summary>
    private static string Column(CsvTableRow organisation, string name) =>
        Array.FindLast(organisation.Table.Header, column => column.Replace('-', '_') == name) is { } column ? organisation[column] : "";

    /// <summary>Jinja leaves out one line end at the end of a template.</summary>
    private static string WithoutLastLineEnd(string text) => text.EndsWith('\n') ? text[..^1] : text;

    [GeneratedRegex(@"\G\{\{\s*organisation\.(?<column>[A-Za-z_][A-Za-z0-9_]*)\s*\}\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Reference();
}
