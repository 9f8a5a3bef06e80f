using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using EvalHarness.Core;

namespace EvalHarness.Conversions.LmEval;

/// <summary>The columns of the data that a suite is given: the fields that its prompt shows, or the question as it is filled, and the right answer.</summary>
internal sealed class LmEvalColumns
{
    private readonly Jinja text;
    private readonly Jinja target;
    private readonly ImmutableArray<string> options;
    private readonly HashSet<string> names;
    private readonly string question;
    private int rows;

    /// <summary>Chooses the columns.</summary>
    /// <param name="text">The template of a question.</param>
    /// <param name="target">The template of an answer.</param>
    /// <param name="options">The options of a choice; empty where answers are written.</param>
    public LmEvalColumns(Jinja text, Jinja target, ImmutableArray<string> options)
    {
        (this.text, this.target, this.options) = (text, target, options);
        names = text.IsPlain ? [.. text.Names] : [];
        question = Unique("question");
        Id = Unique("id");
        Target = Unique("target");
    }

    /// <summary>The column of ids, which are numbers from 0 as the harness counts documents.</summary>
    public string Id { get; }

    /// <summary>The column of right answers.</summary>
    public string Target { get; }

    /// <summary>The question in the words of a suite.</summary>
    public string Prompt => text.IsPlain ? text.Template() : $"{{{{{question}}}}}";

    /// <summary>A row of the data.</summary>
    /// <param name="row">The row of the task.</param>
    /// <exception cref="DocumentException">It cannot be said here.</exception>
    public JsonObject Row(LmEvalRow row)
    {
        var json = new JsonObject { [Id] = (rows++).ToString(CultureInfo.InvariantCulture) };
        string asked = text.Fill(row);
        if (!options.IsEmpty && asked.Length > 0 && asked.All(char.IsAsciiDigit))
        {
            throw LmEvalConfig.Refused(
                row.At,
                "a question of digits alone, which the harness takes for the place of an option",
                "a question"
            );
        }

        if (text.IsPlain)
        {
            foreach (string name in text.Names)
            {
                json[name] = row.Shows(name, text.At);
            }
        }
        else
        {
            json[question] = asked;
        }

        json[Target] = Gold(row);
        return json;
    }

    private string Gold(LmEvalRow row)
    {
        string gold = target.Fill(row);
        return gold.Trim().Length == 0 ? throw LmEvalConfig.Refused(row.At, "an answer of nothing", "a text")
            : gold is ['[', .., ']']
                ? throw LmEvalConfig.Refused(
                    row.At,
                    "an answer in brackets, which the harness reads as a list of answers",
                    "one text"
                )
            : LmEvalSuite.Gold(gold, options) ?? gold;
    }

    private string Unique(string wanted)
    {
        string name = wanted;
        while (!names.Add(name))
        {
            name = "_" + name;
        }

        return name;
    }
}
