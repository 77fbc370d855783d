namespace DigitalLand.Core.Configurations;

/// <summary>A row of concat.csv: one field made of several columns.</summary>
/// <param name="Fields">The columns, named as in the resource.</param>
/// <param name="Separator">Stands between the parts.</param>
/// <param name="Prepend">Stands before them, also when there are none.</param>
/// <param name="Append">Stands after them, also when there are none.</param>
public sealed record ConcatRule(string[] Fields, string Separator, string Prepend, string Append);
