namespace DigitalLand.Datasets.Assemble;

/// <summary>Where the parts of a dataset lie.</summary>
/// <param name="Transformed">Folder of the transformed files, <c>&lt;resource&gt;.csv</c>; which resources the dataset has follows from it.</param>
/// <param name="ColumnField">Folder of the column-field logs, <c>&lt;dataset&gt;/&lt;resource&gt;.csv</c>.</param>
/// <param name="DatasetResource">Folder of the dataset-resource logs, laid out alike.</param>
/// <param name="Issue">Folder of the issue logs, laid out alike.</param>
/// <param name="Pipeline">The configuration's folder, whose old-entity.csv is used where it exists.</param>
/// <param name="Organisations">organisation.csv.</param>
/// <param name="Resources">resource.csv of the collection.</param>
public sealed record AssembleInputs(
    string Transformed,
    string ColumnField,
    string DatasetResource,
    string Issue,
    string Pipeline,
    string Organisations,
    string Resources);
