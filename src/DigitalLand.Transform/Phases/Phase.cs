namespace DigitalLand.Transform.Phases;

/// <summary>
/// One step of the chain. Records are pulled through all phases one at a time, so that what a phase logs stands in the log where
/// the record stood in the resource; a phase that must see everything first says so.
/// </summary>
/// <typeparam name="TIn">What it takes.</typeparam>
/// <typeparam name="TOut">What it gives.</typeparam>
public abstract class Phase<TIn, TOut>
{
    /// <summary>Takes records and gives records, lazily.</summary>
    public abstract IEnumerable<TOut> Process(IEnumerable<TIn> source);
}

/// <summary>A step that works on entries.</summary>
public abstract class RowPhase : Phase<Row, Row>;

/// <summary>A step that works on facts.</summary>
public abstract class FactPhase : Phase<Fact, Fact>;
