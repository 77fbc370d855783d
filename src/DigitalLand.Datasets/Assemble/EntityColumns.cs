using DigitalLand.Datasets.Packages;

namespace DigitalLand.Datasets.Assemble;

/// <summary>
/// Where each column of the table entity comes from. A fact named like a column that has another source (dataset, typology,
/// quality, organisation-entity, json, entity) is heard nowhere.
/// </summary>
internal sealed class EntityColumns
{
    public EntityColumns(PackageTable table, FieldIndex fields)
    {
        Dataset = table.Ordinal("dataset");
        Typology = table.Ordinal("typology");
        Entity = table.Ordinal("entity");
        Quality = table.Ordinal("quality");
        OrganisationEntity = table.Ordinal("organisation_entity");
        Json = table.Ordinal("json");
        Point = table.Ordinal("point");
        OrganisationField = fields.IndexOf("organisation");
        GeometryField = fields.IndexOf("geometry");
        PointField = fields.IndexOf("point");
        Fields = [.. table.Columns.Select(column => fields.IndexOf(column.Field))];
        JsonFields = [.. Enumerable.Range(0, fields.Names.Length).Where(field => field != OrganisationField && !Fields.Contains(field))];
    }

    public int Dataset { get; }

    public int Typology { get; }

    public int Entity { get; }

    public int Quality { get; }

    public int OrganisationEntity { get; }

    public int Json { get; }

    public int Point { get; }

    public int OrganisationField { get; }

    public int GeometryField { get; }

    public int PointField { get; }

    /// <summary>For each column the field of its name, or -1 where no fact has it.</summary>
    public int[] Fields { get; }

    /// <summary>The fields without a column, in the order in which the JSON has them.</summary>
    public int[] JsonFields { get; }
}
