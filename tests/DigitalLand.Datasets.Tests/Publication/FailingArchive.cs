using System.Reflection;
using DigitalLand.Core.Archive;

namespace DigitalLand.Datasets.Tests.Publication;

/// <summary>An archive whose client is killed at its n-th change: neither that one nor any later one happens.</summary>
public class FailingArchive : DispatchProxy
{
    private static readonly HashSet<string> Changes =
    [
        nameof(IArchive.AddAsync), nameof(IArchive.ReplaceAsync), nameof(IPointerArchive.TryReplaceAsync), nameof(IPointerArchive.CopyAsync), nameof(IPointerArchive.DeleteAsync),
    ];

    private IPointerArchive _archive = null!;
    private int _failAt;
    private int _changes;

    /// <summary>Whether the change that fails was reached.</summary>
    public bool Failed => _changes >= _failAt;

    public static (IPointerArchive Archive, FailingArchive Control) Around(IPointerArchive archive, int failAt)
    {
        var proxy = Create<IPointerArchive, FailingArchive>();
        var control = (FailingArchive)proxy;
        (control._archive, control._failAt) = (archive, failAt);
        return (proxy, control);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        Changes.Contains(targetMethod!.Name) && ++_changes >= _failAt
            ? throw new KilledException()
            : targetMethod.Invoke(_archive, args);
}
