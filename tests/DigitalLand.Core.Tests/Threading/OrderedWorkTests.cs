using DigitalLand.Core.Threading;

namespace DigitalLand.Core.Tests.Threading;

public sealed class OrderedWorkTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Results_are_taken_one_at_a_time_in_the_order_of_the_items(int threads)
    {
        var taken = new List<int>();
        var taking = 0;

        OrderedWork.Run(
            Enumerable.Range(0, 2000),
            item => Slowly(item, item % 7 == 0) * 2,
            result =>
            {
                Assert.Equal(1, Interlocked.Increment(ref taking));
                taken.Add(Slowly(result, result % 11 == 0));
                Interlocked.Decrement(ref taking);
            },
            threads);

        Assert.Equal(Enumerable.Range(0, 2000).Select(item => item * 2), taken);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void The_first_item_that_fails_ends_it_after_the_results_of_those_before_it(int threads)
    {
        var taken = new List<int>();

        var error = Assert.Throws<InvalidDataException>(() => OrderedWork.Run(Enumerable.Range(0, 100), item => item >= 40 ? throw new InvalidDataException($"{item}") : Slowly(item, item > 36), taken.Add, threads));

        Assert.Equal("40", error.Message);
        Assert.Equal(Enumerable.Range(0, 40), taken);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void An_error_in_reading_comes_after_the_results_of_what_was_read(int threads)
    {
        var taken = new List<int>();

        Assert.Throws<InvalidDataException>(() => OrderedWork.Run(FailingAfter(25), item => item, taken.Add, threads));

        Assert.Equal(Enumerable.Range(0, 25), taken);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Nothing_is_taken_after_a_result_that_could_not_be(int threads)
    {
        var taken = new List<int>();

        var error = Assert.Throws<InvalidDataException>(() => OrderedWork.Run(
            Enumerable.Range(0, 1000),
            item => item,
            result => taken.Add(result == 30 ? throw new InvalidDataException("disk full") : result),
            threads));

        Assert.Equal("disk full", error.Message);
        Assert.Equal(Enumerable.Range(0, 30), taken);
    }

    [Fact]
    public void Little_is_read_ahead_of_a_slow_taker()
    {
        const int Threads = 3;
        var read = 0;
        var taken = 0;
        var furthest = 0;

        OrderedWork.Run(
            Enumerable.Range(1, 500).Select(_ => Interlocked.Increment(ref read)),
            item => item,
            result =>
            {
                furthest = Math.Max(furthest, Volatile.Read(ref read) - taken);
                taken += Slowly(1, slowly: result > 0);
            },
            Threads);

        Assert.InRange(furthest, 1, 2 * Threads);
    }

    [Fact]
    public void The_error_of_the_earliest_item_comes_out_whichever_fails_first()
    {
        for (var round = 0; round < 50; round++)
        {
            var error = Assert.Throws<InvalidDataException>(() => OrderedWork.Run(
                Enumerable.Range(0, 20),
                item => item is 3 or 5 ? throw new InvalidDataException($"{Slowly(item, item == 3)}") : item,
                _ => { },
                4));
            Assert.Equal("3", error.Message);
        }
    }

    private static IEnumerable<int> FailingAfter(int count)
    {
        for (var i = 0; i < count; i++)
        {
            yield return i;
        }

        throw new InvalidDataException("no more");
    }

    private static int Slowly(int item, bool slowly)
    {
        if (slowly)
        {
            Thread.SpinWait(20_000);
        }

        return item;
    }
}
