using System.Runtime.InteropServices;

namespace DigitalLand.Datasets.Assemble.Rows;

/// <summary>
/// Rows of one entity that were read one after the other and lie so. A transformed file has all facts of an entry together, so there are
/// some ten times fewer of these than rows, and it is these that are put into the order of entities.
/// </summary>
/// <param name="Entity">The entity's number.</param>
/// <param name="Place">Where the first row lies.</param>
/// <param name="Count">How many they are.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct EntityRun(long Entity, long Place, int Count);
