using System.Globalization;
using System.Text;
using DigitalLand.Core;
using DigitalLand.Core.Csv;

namespace DigitalLand.Datasets.Assemble;

/// <summary>
/// The entity number of each organisation, from organisation.csv. The match is exact; the number is stored as text in its shortest
/// form, because the reference reads it as an integer.
/// </summary>
internal sealed class OrganisationEntities
{
    private readonly Dictionary<string, byte[]> _entities = new(StringComparer.Ordinal);

    /// <param name="table">organisation.csv: the columns <c>organisation</c> and <c>entity</c>.</param>
    /// <exception cref="RunFailedException">An organisation has two different entities: every entity of it would be there twice.</exception>
    public OrganisationEntities(CsvTable table)
    {
        foreach (var row in table.Rows)
        {
            var entity = row["entity"];
            if (entity.Length == 0)
            {
                continue;
            }

            var text = Encoding.UTF8.GetBytes(long.TryParse(entity, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
                ? number.ToString(CultureInfo.InvariantCulture)
                : entity);
            if (!_entities.TryAdd(row["organisation"], text) && !_entities[row["organisation"]].AsSpan().SequenceEqual(text))
            {
                throw new RunFailedException($"Record {row.RecordNumber} of '{table.Path}' gives the organisation '{row["organisation"]}' a second entity, '{entity}'. Keep one.");
            }
        }
    }

    /// <summary>The number as UTF-8 text, or null for an organisation that is not listed or has no entity.</summary>
    public byte[]? Find(string organisation) => _entities.GetValueOrDefault(organisation);
}
