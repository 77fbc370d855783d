using System.Buffers;
using DigitalLand.Core.Parquet;

namespace DigitalLand.Datasets.Assemble.Parquet;

/// <summary>Pooled texts by their numbers, written from the pool's bytes.</summary>
internal readonly struct PooledTextEncoding(TextPool texts) : IPlainEncoding<int>
{
    public static ParquetType Type => ParquetType.Text;

    public static bool HasRange => false;

    public void Write(IBufferWriter<byte> output, int value) => TextEncoding.Write(output, texts.Get(value, stackalloc byte[TextPool.MostDigits]));
}
