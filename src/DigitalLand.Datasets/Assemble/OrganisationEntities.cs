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
    private readonly HashSet<string> _ambiguous = new(StringComparer.Ordinal);

    /// <param name="table">organisation.csv: the columns <c>organisation</c> and <c>entity</c>.</param>
    public OrganisationEntities(CsvTable table)
    {
        foreach (var row in table.Rows)
        {
            var (organisation, entity) = (row["organisation"], row["entity"]);
            if (entity.Length == 0)
            {
                continue;
            }

            var text = Encoding.UTF8.GetBytes(long.TryParse(entity, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
                ? number.ToString(CultureInfo.InvariantCulture)
                : entity);
            if (!_entities.TryAdd(organisation, text) && !_entities[organisation].AsSpan().SequenceEqual(text))
            {
                _ambiguous.Add(organisation);
            }
        }
    }

    /// <summary>The number as UTF-8 text, or null for an organisation that is not listed or has no entity.</summary>
    /// <exception cref="RunFailedException">The file gives the organisation several entities, of which none can be preferred.</exception>
    public byte[]? Find(string organisation) => _ambiguous.Contains(organisation)
        ? throw new RunFailedException($"organisation.csv gives the organisation '{organisation}' several entities. Keep one.")
        : _entities.GetValueOrDefault(organisation);
}
