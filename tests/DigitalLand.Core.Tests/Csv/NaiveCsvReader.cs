using System.Text;

namespace DigitalLand.Core.Tests.Csv;

/// <summary>
/// The state machine of Python's csv module, a character at a time over text whose line ends were made LF first. Slow and plain, to
/// judge the fast reader by.
/// </summary>
internal static class NaiveCsvReader
{
    private enum State
    {
        StartRecord,
        StartField,
        InField,
        InQuotedField,
        QuoteInQuotedField,
    }

    public static List<string[]> Read(string text)
    {
        var records = new List<string[]>();
        var fields = new List<string>();
        var field = new StringBuilder();
        var state = State.StartRecord;
        foreach (var c in text.Replace("\r\n", "\n").Replace('\r', '\n'))
        {
            switch (state)
            {
                case State.StartRecord when c == '\n':
                    records.Add([]);
                    break;
                case State.StartRecord or State.StartField when c == '"':
                    state = State.InQuotedField;
                    break;
                case State.InQuotedField when c == '"':
                    state = State.QuoteInQuotedField;
                    break;
                case State.QuoteInQuotedField when c == '"':
                    field.Append(c);
                    state = State.InQuotedField;
                    break;
                case State.InQuotedField:
                    field.Append(c);
                    break;
                case var _ when c is ',' or '\n':
                    fields.Add(field.ToString());
                    field.Clear();
                    state = State.StartField;
                    if (c == '\n')
                    {
                        records.Add([.. fields]);
                        fields.Clear();
                        state = State.StartRecord;
                    }

                    break;
                default:
                    field.Append(c);
                    state = State.InField;
                    break;
            }
        }

        if (state != State.StartRecord)
        {
            records.Add([.. fields, field.ToString()]);
        }

        return records;
    }
}
