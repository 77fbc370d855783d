using System.Text;
using DigitalLand.Core;
using DigitalLand.Datasets.Packages;

namespace DigitalLand.Datasets.Assemble;

/// <summary>
/// What the rows come to as the table entity (the reference's <c>load_entities</c>): a row for each entity number, its columns
/// from the facts chosen for it, all other fields as members of its JSON.
/// </summary>
internal sealed class EntityTable
{
    private readonly FactRows _rows;
    private readonly EntityContext _context;
    private readonly FieldIndex _fields;
    private readonly ChosenFacts _chosen;
    private readonly JsonMembers _json = new();
    private readonly byte[] _dataset;
    private readonly byte[] _typology;

    /// <summary>Entity numbers in ascending order, one for each row, and the rows in the same order.</summary>
    private readonly long[] _entities;
    private readonly int[] _rowsByEntity;

    /// <summary>Which fields some entity of the window at hand has.</summary>
    private readonly bool[] _inWindow;

    public EntityTable(FactRows rows, EntityContext context)
    {
        _rows = rows;
        _context = context;
        _dataset = Encoding.UTF8.GetBytes(context.Dataset.Name);
        _typology = Encoding.UTF8.GetBytes(context.Dataset.Typology);
        _fields = new FieldIndex(rows);
        _chosen = new ChosenFacts(rows, _fields, context.EndDates);
        _inWindow = new bool[_fields.Names.Length];
        _entities = [.. rows.Entities];
        _rowsByEntity = [.. Enumerable.Range(0, rows.Count)];
        Array.Sort(_entities, _rowsByEntity);
    }

    /// <summary>Writes one row an entity, in ascending order.</summary>
    /// <exception cref="RunFailedException">A geometry that a point is needed of is not WKT, or a priority is not known.</exception>
    public void Write(TableWriter table, CancellationToken cancel)
    {
        var plan = new EntityColumns(table.Table, _fields);
        foreach (var window in EntityWindows.Of(_entities))
        {
            cancel.ThrowIfCancellationRequested();
            var (start, length) = window.GetOffsetAndLength(_entities.Length);
            MarkFields(_rowsByEntity.AsSpan(start, length));
            for (int end, windowEnd = start + length; start < windowEnd; start = end)
            {
                end = start + 1;
                while (end < windowEnd && _entities[end] == _entities[start])
                {
                    end++;
                }

                _chosen.Choose(_rowsByEntity.AsSpan(start, end - start));
                WriteEntity(table, plan, _entities[start]);
            }
        }
    }

    private void MarkFields(ReadOnlySpan<int> rows)
    {
        Array.Clear(_inWindow);
        foreach (var row in rows)
        {
            _inWindow[_fields.OrdinalOf(_rows[row][_rows.Columns.Field])] = true;
        }
    }

    private void WriteEntity(TableWriter table, EntityColumns plan, long entity)
    {
        for (var i = 0; i < plan.Fields.Length; i++)
        {
            SetFact(table, i, plan.Fields[i]);
        }

        table.Set(plan.Dataset, _dataset);
        table.Set(plan.Typology, _typology);
        table.Set(plan.Entity, entity);
        table.Set(plan.Quality, Quality(entity));
        SetOrganisation(table, plan);
        SetJson(table, plan);
        SetPoint(table, plan, entity);
        table.Insert();
    }

    /// <summary>A column that is a field: its value, NULL without one, and the empty string where the whole window has none.</summary>
    private void SetFact(TableWriter table, int column, int field)
    {
        if (_chosen.ValueOf(field) is { } value)
        {
            table.Set(column, _rows.Texts[value]);
        }
        else if (field >= 0 && _inWindow[field])
        {
            table.SetNull(column);
        }
        else
        {
            table.Set(column, ReadOnlySpan<byte>.Empty);
        }
    }

    private ReadOnlySpan<byte> Quality(long entity)
    {
        var text = _rows.Texts[_chosen.Priority];
        return !int.TryParse(text, out var priority)
            ? throw new RunFailedException($"The entity {entity} has the priority '{Encoding.UTF8.GetString(text)}', which is not a number.")
            : priority switch
            {
                1 => "some"u8,
                2 => "authoritative"u8,
                _ => "else"u8,
            };
    }

    private void SetOrganisation(TableWriter table, EntityColumns plan)
    {
        var organisation = _chosen.ValueOf(plan.OrganisationField) is { } value ? _context.Organisations.Find(_rows.Texts.GetString(value)) : null;
        if (organisation is null)
        {
            table.SetNull(plan.OrganisationEntity);
        }
        else
        {
            table.Set(plan.OrganisationEntity, organisation);
        }
    }

    private void SetJson(TableWriter table, EntityColumns plan)
    {
        _json.Clear();
        foreach (var field in plan.JsonFields)
        {
            if (_chosen.ValueOf(field) is { } value)
            {
                _json.Add(_fields.Utf8Names[field], _rows.Texts[value]);
            }
        }

        _json.End();
        if (_json.Json.IsEmpty)
        {
            table.SetNull(plan.Json);
        }
        else
        {
            table.Set(plan.Json, _json.Json);
        }
    }

    private void SetPoint(TableWriter table, EntityColumns plan, long entity)
    {
        var geometry = _chosen.ValueOf(plan.GeometryField) ?? TextPool.Empty;
        var point = _chosen.ValueOf(plan.PointField) ?? TextPool.Empty;
        if (geometry == TextPool.Empty || point != TextPool.Empty)
        {
            return;
        }

        try
        {
            table.Set(plan.Point, Encoding.UTF8.GetBytes(_context.CentroidPoint(_rows.Texts.GetString(geometry))));
        }
        catch (RunFailedException error)
        {
            throw new RunFailedException($"The entity {entity} cannot be given a point. {error.Message}", error);
        }
    }
}
