using EvalHarness.Comparisons.Gates;
using EvalHarness.Comparisons.Results;

namespace EvalHarness.Conclusions.Repeats;

/// <summary>Says in words how far a model repeats itself.</summary>
public static class RepeatNotes
{
    /// <summary>One sentence without a full stop.</summary>
    /// <param name="model">What is known of the model in a task.</param>
    public static string Of(SelfAgreement model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Compared == 0
            ? FormattableString.Invariant(
                $"{model.Model} in {model.Task}: how far it repeats itself is unknown: none of {model.Planned:N0} samples has two answers that this run was given; those of the cache do not count"
            )
            : FormattableString.Invariant(
                $"{model.Model} in {model.Task}: {model.OtherAnswers:N0} of {model.Compared:N0} answers differ when asked again{Interval(model)}, texts of {model.OtherTexts:N0}{Reach(model.Noise.FirstOrDefault())}"
            );
    }

    private static string Interval(SelfAgreement model) =>
        model.Answers is { Value: { } value } answers
            ? FormattableString.Invariant($" (it agrees with itself in {100 * value:0.#} %")
                + (
                    answers is { Low: { } low, High: { } high }
                        ? FormattableString.Invariant(
                            $", {100 * answers.Level:0.##} % interval {100 * low:0.#} to {100 * high:0.#} %)"
                        )
                        : ")"
                )
            : "";

    private static string Reach(OwnNoise? noise) =>
        noise is null ? ""
        : noise.Reach > 0
            ? $"; a difference in {noise.Metric} below {Points(noise, noise.Reach)} over the {Count(noise)} answers could be its own noise"
        : noise.ReachHigh is { } high
            ? $"; no difference in {noise.Metric} was seen, and up to {Points(noise, high)} over the {Count(noise)} answers cannot be excluded"
        : $"; no difference in {noise.Metric} was seen";

    private static string Points(OwnNoise noise, double difference) =>
        GateNames.Difference(difference, noise.IsShare ? GateUnit.Share : GateUnit.Plain, noise.IsShare ? 1 : 4);

    private static string Count(OwnNoise noise) => FormattableString.Invariant($"{noise.Answers:N0}");
}
