using EvalHarness.Comparisons.Joins;
using EvalHarness.Conclusions;
using EvalHarness.Core;

namespace EvalHarness.Cli.Verbs;

/// <summary>What a user asks of a run by name, or the fault of asking for what is not there.</summary>
/// <param name="evaluation">The run.</param>
internal sealed class RunQuestions(Evaluation evaluation)
{
    private readonly Location run = new(evaluation.Folder.Path);

    /// <summary>The right and wrong answers of a task; of the first one where none is named.</summary>
    public RightOrWrong Task(string? name)
    {
        var tasks = evaluation.Comparison.Tasks.Where(task => !task.IsPublished).ToArray();
        string[] names = [.. tasks.Select(task => task.Task)];
        var task =
            tasks.FirstOrDefault(one => name is null || one.Task == name)
            ?? throw (
                name is null
                    ? Fault("no task that any model was asked", "a run with answers")
                    : Fault($"no task '{name}' in this run", string.Join(", ", names), Spelling.Nearest(name, names))
            );
        return RightOrWrong.Of(evaluation.Scores, task)
            ?? throw Fault($"no metric of '{task.Task}' that is right or wrong", "accuracy or another");
    }

    /// <summary>A model that answered a task.</summary>
    public AnsweringModel Model(RightOrWrong answers, string name)
    {
        string[] names = [.. answers.Models.Select(model => model.Name)];
        return answers.Find(name)
            ?? throw Fault($"no model '{name}' in this run", string.Join(", ", names), Spelling.Nearest(name, names));
    }

    /// <summary>A slice or another field that is known of a sample before any model is asked.</summary>
    public string Field(RightOrWrong answers, string name)
    {
        string[] names = [.. answers.Fields()];
        return names.Contains(name, StringComparer.Ordinal)
            ? name
            : throw Fault(
                $"no slice '{name}' in task '{answers.Task}'",
                names.Length == 0 ? "a task with slices" : string.Join(", ", names),
                Spelling.Nearest(name, names)
            );
    }

    /// <summary>The fault of a value that no sample which both models answered has.</summary>
    public DocumentException NoSlice(
        RightOrWrong answers,
        string field,
        string value,
        AnsweringModel first,
        AnsweringModel other
    )
    {
        string[] known =
        [
            .. answers.Among([first, other], field).Slices.OfType<string>().Distinct(StringComparer.Ordinal),
        ];
        return Fault(
            $"no sample with {field} {Yaml.Wording.Quote(value)} that '{first.Name}' and '{other.Name}' answered",
            known.Length == 0 ? "a field that samples have" : Yaml.Wording.List(known),
            Spelling.Nearest(value, known)
        );
    }

    /// <summary>A fault of the run.</summary>
    public DocumentException Fault(string found, string expected, string? meant = null) =>
        new(new Fault(run, found, expected, meant));
}
