using System.Text;
using DigitalLand.Core;
using DigitalLand.Datasets.Assemble.Rows;
using DigitalLand.Datasets.Packages;

namespace DigitalLand.Datasets.Assemble;

/// <summary>
/// What rows in the order of entities come to as rows of the table entity (the reference's <c>load_entities</c>): one for each entity
/// number, its columns from the facts chosen for it, all other fields as members of its JSON. For one thread at a time.
/// </summary>
internal sealed class EntityRows
{
    private readonly EntityContext _context;
    private readonly FieldIndex _fields;
    private readonly EntityWindows _windows;
    private readonly TextPool _texts;
    private readonly ChosenFacts _chosen;
    private readonly EntityColumns _columns;
    private readonly JsonMembers _json = new();
    private readonly byte[] _dataset;
    private readonly byte[] _typology;

    /// <summary>For each column that is a field, whether some entity of the window at hand has it.</summary>
    private readonly bool[] _inWindow;
    private long _window = -1;

    /// <summary>Kept so that looking ahead is not optimised away; its value means nothing.</summary>
    private int _seen;

    /// <param name="table">The table entity.</param>
    /// <param name="rows">All rows, added by now.</param>
    /// <param name="fields">Their fields.</param>
    /// <param name="windows">Which fields each window has, all said by now.</param>
    /// <param name="context">What comes from elsewhere.</param>
    public EntityRows(PackageTable table, FactRows rows, FieldIndex fields, EntityWindows windows, EntityContext context)
    {
        _context = context;
        _fields = fields;
        _windows = windows;
        _texts = rows.Texts;
        _chosen = new ChosenFacts(rows, fields, context.EndDates);
        _columns = new EntityColumns(table, fields);
        _dataset = Encoding.UTF8.GetBytes(context.Dataset.Name);
        _typology = Encoding.UTF8.GetBytes(context.Dataset.Typology);
        _inWindow = new bool[_columns.Fields.Length];
    }

    /// <summary>Writes a row for each entity of a batch.</summary>
    /// <exception cref="RunFailedException">A geometry that a point is needed of is not WKT, or a priority is not known.</exception>
    public void Write(RowBatch rows, TableWriter table)
    {
        for (int start = 0, end, ahead = 0; start < rows.Count; start = end)
        {
            if (start >= ahead)
            {
                _seen ^= rows.LookAhead(start);
                ahead = start + RowBatch.RowsAhead;
            }

            var entity = StoredFact.EntityOf(rows[start]);
            end = start + 1;
            while (end < rows.Count && StoredFact.EntityOf(rows[end]) == entity)
            {
                end++;
            }

            EnterWindow(_windows.Of(entity));
            _chosen.Choose(rows, start, end);
            WriteEntity(table, _columns, entity);
        }
    }

    private void EnterWindow(long window)
    {
        if (window == _window)
        {
            return;
        }

        _window = window;
        for (var i = 0; i < _inWindow.Length; i++)
        {
            _inWindow[i] = _columns.Fields[i] is var field and >= 0 && _fields.TextsOf(field).Any(text => _windows.Has(window, text));
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
        if (_chosen.Has(field))
        {
            table.Set(column, _chosen.ValueOf(field));
        }
        else if (_inWindow[column])
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
        return !_texts.TryGetInteger(_chosen.Priority, out var priority)
            ? throw new RunFailedException($"The entity {entity} has the priority '{_texts.GetString(_chosen.Priority)}', which is not a number.")
            : priority switch
            {
                1 => "some"u8,
                2 => "authoritative"u8,
                _ => "else"u8,
            };
    }

    private void SetOrganisation(TableWriter table, EntityColumns plan)
    {
        var organisation = _chosen.Has(plan.OrganisationField) ? _context.Organisations.Find(Encoding.UTF8.GetString(_chosen.ValueOf(plan.OrganisationField))) : null;
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
            if (_chosen.Has(field))
            {
                _json.Add(_fields.Utf8Names[field], _chosen.ValueOf(field));
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
        var geometry = _chosen.ValueOf(plan.GeometryField);
        if (geometry.IsEmpty || !_chosen.ValueOf(plan.PointField).IsEmpty)
        {
            return;
        }

        try
        {
            table.Set(plan.Point, Encoding.UTF8.GetBytes(_context.CentroidPoint(geometry)));
        }
        catch (RunFailedException error)
        {
            throw new RunFailedException($"The entity {entity} cannot be given a point. {error.Message}", error);
        }
    }
}
