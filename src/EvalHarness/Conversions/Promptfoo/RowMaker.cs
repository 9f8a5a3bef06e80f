using System.Collections.Immutable;
using System.Text.Json.Nodes;
using EvalHarness.Core;

namespace EvalHarness.Conversions.Promptfoo;

/// <summary>Tests as samples.</summary>
/// <param name="remarks">Where what is refused is told.</param>
/// <param name="files">The files that variables may name.</param>
internal sealed class RowMaker(Remarks remarks, PromptfooFiles files)
{
    private readonly VariableFilling filling = new(files);

    /// <summary>The samples of all tests that can be said here, in order.</summary>
    /// <param name="config">The configuration.</param>
    public ImmutableArray<PromptfooRow> Make(PromptfooConfig config)
    {
        bool isChat = config.Prompts.Any(prompt => prompt.IsChat);
        var rows = ImmutableArray.CreateBuilder<PromptfooRow>();
        int number = 1;
        foreach (var test in config.Tests)
        {
            int first = number;
            number += test.Count;
            if (!test.IsRefused && remarks.Try(() => Rows(test, first, config.Repeat, isChat)) is { } made)
            {
                rows.AddRange(made);
            }
        }

        Tell(rows);
        return rows.ToImmutable();
    }

    private List<PromptfooRow> Rows(PromptfooTest test, int first, int repeat, bool isChat)
    {
        if (test.Repeat is { } own && own != repeat)
        {
            throw Refused(test.At, "a test that is asked more often than others", "'repeat' for all tests alike");
        }

        if (isChat && (test.Prefix ?? test.Suffix) is not null)
        {
            throw Refused(test.At, "a prefix or suffix of a chat, which makes no JSON of it", "a test without");
        }

        return
        [
            .. filling
                .Expand(test)
                .Select(
                    (values, i) =>
                        new PromptfooRow(first + i, test, values, AssertFilling.Fill(test, values))
                        {
                            Prefix = Nunjucks.Render(test.Prefix ?? "", values, test.At),
                            Suffix = Nunjucks.Render(test.Suffix ?? "", values, test.At),
                        }
                ),
        ];
    }

    private void Tell(IReadOnlyList<PromptfooRow> rows)
    {
        PromptfooRow[] bare = [.. rows.Where(row => row.Checks is JsonArray { Count: 0 })];
        if (bare.Length > 0)
        {
            remarks.Taken(
                bare[0].Test.At,
                bare.Length == 1
                    ? "a test without assertions"
                    : FormattableString.Invariant($"{bare.Length} tests without assertions"),
                "passes whatever the answer, as in promptfoo"
            );
        }

        foreach (
            var (row, assert) in rows.SelectMany(row => row.Test.Asserts.SelectMany(All).Select(one => (row, one)))
        )
        {
            if (assert.Type is "levenshtein" or "not-levenshtein" && assert.Threshold is null)
            {
                remarks.Taken(assert.At, "levenshtein without a threshold", "is held within 5 edits, as in promptfoo");
            }
        }
    }

    private static IEnumerable<PromptfooAssert> All(PromptfooAssert assert) => (assert.Items ?? []).Prepend(assert);

    private static DocumentException Refused(Location at, string found, string expected) =>
        new(new Fault(at, found, expected));
}
