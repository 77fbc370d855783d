using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace DigitalLand.Core.Threading;

/// <summary>What the threads of one <see cref="OrderedWork"/> share.</summary>
internal sealed class OrderedRun<TIn, TOut>
{
    private readonly IEnumerator<TIn> _items;
    private readonly Func<TIn, TOut> _work;
    private readonly Action<TOut> _take;
    private readonly int _mostUnderWay;
    private readonly Lock _reading = new();

    /// <summary>Guards everything below; pulsed when room is made.</summary>
    private readonly object _order = new();
    private readonly Dictionary<int, TOut> _waiting = [];
    private int _read;
    private int _taken;
    private bool _isTaking;
    private bool _hasEnded;
    private (int Place, Exception Error)? _first;

    public OrderedRun(IEnumerator<TIn> items, Func<TIn, TOut> work, Action<TOut> take, int threads)
    {
        _items = items;
        _work = work;
        _take = take;
        _mostUnderWay = 2 * threads;
    }

    /// <summary>What one thread does, until nothing is left to read.</summary>
    public void Carry()
    {
        while (TryRead(out var item, out var place))
        {
            try
            {
                Leave(place, _work(item));
                TakeWhatIsDue();
            }
#pragma warning disable CA1031 // kept for ThrowIfFailed
            catch (Exception error)
#pragma warning restore CA1031
            {
                Fail(place, error);
            }
        }
    }

    /// <summary>Throws the error of the first item that failed, if one did.</summary>
    public void ThrowIfFailed()
    {
        if (_first is { } failed)
        {
            ExceptionDispatchInfo.Throw(failed.Error);
        }
    }

    private bool TryRead([MaybeNullWhen(false)] out TIn item, out int place)
    {
        lock (_reading)
        {
            if (!WaitForRoom(out place))
            {
                item = default;
                return false;
            }

            try
            {
                if (_items.MoveNext())
                {
                    item = _items.Current;
                    return true;
                }
            }
#pragma warning disable CA1031 // kept for ThrowIfFailed
            catch (Exception error)
#pragma warning restore CA1031
            {
                Fail(place, error);
            }

            lock (_order)
            {
                _hasEnded = true;
            }

            item = default;
            return false;
        }
    }

    /// <summary>False where nothing more is to be read.</summary>
    private bool WaitForRoom(out int place)
    {
        lock (_order)
        {
            while (!_hasEnded && _read - _taken >= _mostUnderWay)
            {
                Monitor.Wait(_order);
            }

            place = _read;
            _read += _hasEnded ? 0 : 1;
            return !_hasEnded;
        }
    }

    private void Leave(int place, TOut result)
    {
        lock (_order)
        {
            _waiting[place] = result;
        }
    }

    private void TakeWhatIsDue()
    {
        while (TryBecomeTaker(out var result))
        {
            var place = _taken;
            try
            {
                _take(result);
            }
#pragma warning disable CA1031 // kept for ThrowIfFailed
            catch (Exception error)
#pragma warning restore CA1031
            {
                Fail(place, error);
            }

            lock (_order)
            {
                _taken++;
                _isTaking = false;
                Monitor.PulseAll(_order);
            }
        }
    }

    private bool TryBecomeTaker([MaybeNullWhen(false)] out TOut result)
    {
        lock (_order)
        {
            if (_isTaking || _taken >= _first?.Place || !_waiting.Remove(_taken, out result))
            {
                result = default;
                return false;
            }

            _isTaking = true;
            return true;
        }
    }

    private void Fail(int place, Exception error)
    {
        lock (_order)
        {
            _hasEnded = true;
            if (_first is null || place < _first.Value.Place)
            {
                _first = (place, error);
            }

            Monitor.PulseAll(_order);
        }
    }
}
