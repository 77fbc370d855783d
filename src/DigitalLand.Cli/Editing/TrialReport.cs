using DigitalLand.Core;
using DigitalLand.Core.Configurations;
using DigitalLand.Core.Specifications;

namespace DigitalLand.Cli.Editing;

/// <summary>Tells a data manager what a trial showed: columns, issues, entities (the reference's <c>add_data_utils</c>).</summary>
internal sealed class TrialReport(TextWriter output)
{
    /// <summary>Fields that the pipeline fills itself.</summary>
    private static readonly string[] OwnFields = ["entity", "organisation", "prefix", "point"];

    public void Say(string dataset, TrialResult trial, Specification specification, PipelineConfiguration configuration)
    {
        Columns(dataset, trial, specification, configuration);
        Issues(trial);
        Entities(trial);
    }

    public void Issues(TrialResult trial)
    {
        Title("Issues");
        var counts = trial.Issues.CountBy(issue => (issue.Type, issue.Field)).OrderBy(count => count.Key).ToList();
        foreach (var ((type, field), count) in counts)
        {
            output.WriteLine($"{count,7}  {type}, {field}");
        }

        if (counts.Count == 0)
        {
            output.WriteLine("none");
        }
    }

    public void Entities(TrialResult trial)
    {
        Title("Entities");
        output.WriteLine($"{trial.Outcome.Entities} known, {trial.UnknownEntities.Count()} new, {trial.MissingReferences.Count()} entries without a reference");
        foreach (var issue in trial.UnknownEntities)
        {
            output.WriteLine($"{issue.LineNumber,7}  {issue.Value}");
        }
    }

    private void Columns(string dataset, TrialResult trial, Specification specification, PipelineConfiguration configuration)
    {
        Title($"Columns of {dataset}");
        foreach (var (column, field) in trial.Columns)
        {
            output.WriteLine($"{column} -> {field}");
        }

        var (columns, fields) = (trial.Columns.Select(pair => pair.Column).ToHashSet(StringComparer.Ordinal), trial.Columns.Select(pair => pair.Field).ToHashSet(StringComparer.Ordinal));
        List("Columns that are not used", trial.Header.Where(column => !columns.Contains(column)));
        var wanted = specification.SchemaFields(specification.SchemaOf(dataset)).Where(field => !OwnFields.Contains(field) || (field == "point" && dataset == "tree"));
        List("Fields without a column", wanted.Where(field => !fields.Contains(field)));
        if (!fields.Contains("reference") && !(configuration.Migrations.TryGetValue("reference", out var older) && fields.Contains(older)))
        {
            throw new RunFailedException("No column became the reference, without which no entity can be found. Map one in column.csv.");
        }
    }

    private void List(string title, IEnumerable<string> names) => output.WriteLine($"{title}: {(names.ToList() is { Count: > 0 } list ? string.Join(", ", list) : "none")}");

    private void Title(string title)
    {
        output.WriteLine();
        output.WriteLine(title);
    }
}
