using System.Text.Json.Serialization;

namespace DigitalLand.Orchestration.Definitions;

/// <summary>
/// Where the list of a fan-out comes from. It is read when everything the task needs has ended, once for a run, so that a retry meets the same list.
/// An item is a text, a number or a flat object; <see cref="TextTemplate"/> reads it as <c>item</c> or <c>item.name</c>.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ForEachOutput), "output-of")]
[JsonDerivedType(typeof(ForEachFile), "file")]
[JsonDerivedType(typeof(ForEachValue), "values")]
public abstract record ForEach;

/// <summary>The last line that a command wrote to standard output: a JSON list.</summary>
/// <param name="Task">One of the tasks that this one needs; it runs a command and is no fan-out itself.</param>
public sealed record ForEachOutput(string Task) : ForEach;

/// <summary>A list in a JSON file, relative to the folder in which commands run.</summary>
/// <param name="Path">The file.</param>
/// <param name="ListPointer">RFC 6901 pointer to the list within it; blank where the file is the list.</param>
public sealed record ForEachFile(TextTemplate Path, string ListPointer) : ForEach;

/// <summary>A list that the definition names.</summary>
public sealed record ForEachValue(IReadOnlyList<TextTemplate> Values) : ForEach;
