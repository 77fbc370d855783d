using DigitalLand.Core;
using DigitalLand.Orchestration.Scheduling;
using DigitalLand.Orchestration.Tests.Faults;

namespace DigitalLand.Orchestration.Tests.Scheduling;

public sealed class SchedulerLockTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("digital-land-lock-");

    [Fact]
    [Fault(10)]
    public void A_second_scheduler_of_an_embedded_store_is_refused_and_told_who_holds_it()
    {
        var store = Path.Combine(_folder.FullName, "store.db");
        using (SchedulerLock.Take(store, new TestClock()))
        {
            var refused = Assert.Throws<WrongUseException>(() => SchedulerLock.Take(store, new TestClock()));
            Assert.Contains($"process {Environment.ProcessId} on {Environment.MachineName}", refused.Message, StringComparison.Ordinal);
        }

        SchedulerLock.Take(store, new TestClock()).Dispose();
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
