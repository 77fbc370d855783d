using DigitalLand.Transform.Phases;

namespace DigitalLand.Transform.Observation;

/// <summary>
/// Looks on while a resource is transformed, one record at a time in the order of the resource. Rows and facts change from phase to
/// phase and are used again: what is to be kept must be copied.
/// </summary>
public interface IPipelineObserver
{
    /// <summary>A record that was not left out; the first one names the columns.</summary>
    void Reads(Line line);

    /// <summary>An entry comes to a phase.</summary>
    void Enters(string phase, Row row);

    /// <summary>An entry leaves a phase; where it does not, the phase has dropped it.</summary>
    void Leaves(string phase, Row row);

    /// <summary>A fact leaves a phase.</summary>
    void Leaves(string phase, Fact fact);
}

/// <summary>Puts an observer between the phases; without one the chain is as it would be.</summary>
internal static class ObservedPhases
{
    public static IEnumerable<Line> Observed(this IEnumerable<Line> lines, IPipelineObserver? observer) => observer is null ? lines : lines.Select(line =>
    {
        observer.Reads(line);
        return line;
    });

    public static IEnumerable<Row> Observed(this RowPhase phase, IEnumerable<Row> source, IPipelineObserver? observer)
    {
        if (observer is null)
        {
            return phase.Process(source);
        }

        var name = NameOf(phase);
        var entering = source.Select(row =>
        {
            observer.Enters(name, row);
            return row;
        });
        return phase.Process(entering).Observed(name, observer);
    }

    public static IEnumerable<Row> Observed(this IEnumerable<Row> rows, string phase, IPipelineObserver? observer) => observer is null ? rows : rows.Select(row =>
    {
        observer.Leaves(phase, row);
        return row;
    });

    public static IEnumerable<Fact> Observed(this FactPhase phase, IEnumerable<Fact> source, IPipelineObserver? observer) =>
        phase.Process(source).Observed(NameOf(phase), observer);

    public static IEnumerable<Fact> Observed(this IEnumerable<Fact> facts, string phase, IPipelineObserver? observer) => observer is null ? facts : facts.Select(fact =>
    {
        observer.Leaves(phase, fact);
        return fact;
    });

    /// <summary>The name by which documentation calls a phase: that of its class.</summary>
    private static string NameOf(object phase) => phase.GetType().Name.Replace("Phase", "", StringComparison.Ordinal);
}
