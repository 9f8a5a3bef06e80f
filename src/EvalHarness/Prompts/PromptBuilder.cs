using System.Collections.Immutable;
using System.Text;
using EvalHarness.Core;

namespace EvalHarness.Prompts;

/// <summary>Asks samples: system turn, few-shot examples, question.</summary>
/// <param name="system">Template of the system turn; null sends none.</param>
/// <param name="question">Template of the question.</param>
/// <param name="fewShot">Examples shown before the question; none by default.</param>
internal sealed class PromptBuilder(PromptTemplate? system, PromptTemplate question, FewShotPool? fewShot = null)
{
    private readonly FewShotPool fewShot = fewShot ?? FewShotPool.Empty;

    /// <summary>The prompt of a sample; the same sample always has the same one.</summary>
    /// <param name="sample">The sample asked about.</param>
    /// <exception cref="DocumentException">The sample lacks a field.</exception>
    public Prompt Render(Sample sample)
    {
        string asked = question.Render(sample);
        var shots = this.fewShot.For(asked);
        var turns = ImmutableArray.CreateBuilder<Turn>((2 * shots.Count) + 2);
        if (system is not null)
        {
            turns.Add(new Turn(Role.System, system.Render(sample)));
        }

        if (this.fewShot.Style == FewShotStyle.Turns)
        {
            foreach (var shot in shots)
            {
                turns.AddRange(new Turn(Role.User, shot.Question), new Turn(Role.Assistant, shot.Answer));
            }

            turns.Add(new Turn(Role.User, asked));
        }
        else
        {
            turns.Add(new Turn(Role.User, Inline(shots, asked)));
        }
        return new Prompt(turns.ToImmutable(), Hash(turns));
    }

    // The answer stands on a line of its own below its question, a blank line between examples.
    private static string Inline(IReadOnlyList<Shot> shots, string asked)
    {
        var text = new StringBuilder();
        foreach (var shot in shots)
        {
            text.Append(shot.Question).Append('\n').Append(shot.Answer).Append("\n\n");
        }

        return text.Append(asked).ToString();
    }

    private static string Hash(ImmutableArray<Turn>.Builder turns)
    {
        string[] parts = new string[2 * turns.Count];
        for (int i = 0; i < turns.Count; i++)
        {
            (parts[2 * i], parts[(2 * i) + 1]) = (turns[i].Role.ToString(), turns[i].Text);
        }

        return Digest.Of(parts);
    }
}
