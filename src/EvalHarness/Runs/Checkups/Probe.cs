using System.Collections.Immutable;
using System.Text.Json;
using EvalHarness.Core;
using EvalHarness.Models;
using EvalHarness.Suites;

namespace EvalHarness.Runs.Checkups;

/// <summary>A small request that shows one ability of a model.</summary>
/// <param name="Ability">The ability.</param>
/// <param name="Prompt">What is sent.</param>
/// <param name="Generation">How it is to be answered.</param>
internal sealed record Probe(ModelAbility Ability, Prompt Prompt, Generation Generation)
{
    /// <summary>A seed, and another one.</summary>
    public const long FirstSeed = 7;

    /// <summary>The word that a system turn asks for.</summary>
    public const string Password = "BANANA";

    /// <summary>The only words that the schema allows.</summary>
    public static readonly ImmutableArray<string> SchemaWords = ["alpha", "beta"];

    /// <summary>What is asked about again and again.</summary>
    private static readonly string[] Subjects = ["the sea", "an old clock", "a quarterly report", "someone who waits"];

    private const long OtherSeed = 8;
    private const int Alternatives = 20;

    private static readonly JsonElement Schema = JsonElement.Parse(
        """
        {"type":"object","properties":{"verdict":{"type":"string","enum":["alpha","beta"]}},"required":["verdict"],"additionalProperties":false}
        """
    );

    /// <summary>The continuations whose likelihood is asked; null where an answer is.</summary>
    public LikelihoodQuestion? Likelihood { get; init; }

    /// <summary>Which variant of the model is asked; the model itself by default.</summary>
    public Func<IModelProvider, IModelProvider?> Variant { get; init; } = provider => provider;

    /// <summary>All probes of a model, in the order in which they are sent; the first shows whether it answers at all.</summary>
    /// <param name="model">The model.</param>
    /// <param name="asked">How the suite's first task asks it: what it adds to each request stays, and so does what it leaves out.</param>
    /// <param name="options">How it is checked.</param>
    public static IEnumerable<Probe> Of(ModelSpec model, Generation asked, CheckupOptions options)
    {
        bool isPlain = model.Prompting?.Omit?.Contains(GenerationSetting.Temperature) == true;
        var few = new Generation(
            MaxTokens: options.MaxTokens,
            Extra: asked.Extra,
            ReasoningEffort: asked.ReasoningEffort
        );
        var cold = isPlain ? few : few with { Temperature = 0 };
        var hot = isPlain ? few : few with { Temperature = 1 };
        yield return new Probe(ModelAbility.Chat, User("Reply with the single word: ready"), few);
        yield return new Probe(ModelAbility.Stream, User("Count from one to nine in words."), few)
        {
            Variant = provider => provider.Streamed(),
        };
        yield return new Probe(
            ModelAbility.System,
            new Prompt(
                [
                    new Turn(Role.System, $"Whatever you are asked, reply with the single word {Password}."),
                    new Turn(Role.User, "What colour is the sky?"),
                ],
                "check"
            ),
            cold
        );
        yield return new Probe(
            ModelAbility.Stop,
            User("Write this line again, and nothing else: 1 2 3 4 5 6 7 8 9"),
            cold with
            {
                Stop = ["5"],
            }
        );
        yield return new Probe(
            ModelAbility.JsonObject,
            User("What is two plus two? Answer in a short sentence and not in JSON."),
            cold with
            {
                ResponseFormat = JsonElement.Parse("\"json_object\""),
            }
        );
        yield return new Probe(
            ModelAbility.JsonSchema,
            User("What is two plus two? Answer in a short sentence."),
            cold with
            {
                ResponseFormat = Schema,
            }
        );
        yield return new Probe(
            ModelAbility.Logprobs,
            User("Reply with the single word: ready"),
            few with
            {
                Logprobs = Alternatives,
            }
        );
        foreach (long seed in (long[])[FirstSeed, FirstSeed, OtherSeed])
        {
            yield return new Probe(
                ModelAbility.Seed,
                User("Write ten random words, separated by spaces."),
                hot with
                {
                    Seed = seed,
                }
            );
        }

        var choices = new LikelihoodQuestion(["yes", "no"]);
        yield return new Probe(ModelAbility.LikelihoodFirstToken, User("Is ice cold? Answer yes or no."), few)
        {
            Likelihood = choices,
            Variant = provider => provider.Likelihood == LikelihoodSupport.FirstToken ? provider : null,
        };
        yield return new Probe(ModelAbility.LikelihoodWhole, User("Is ice cold? Answer yes or no."), few)
        {
            Likelihood = choices with { Delimiter = " " },
            Variant = provider => provider.Likelihood == LikelihoodSupport.Whole ? provider : provider.Echoed(),
        };
        // In turn, so that a server that keeps the beginning of a prompt meets each anew: noise from there shows only then.
        foreach (string subject in Enumerable.Repeat(Subjects, options.Repeats).SelectMany(one => one))
        {
            yield return new Probe(ModelAbility.Repeats, User($"Describe {subject} in one long sentence."), cold);
        }
    }

    /// <summary>The request to a model.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="task">Name of the task that stands for all.</param>
    /// <param name="place">Place of the probe among those of the model.</param>
    public Request To(string model, string task, int place) =>
        new(
            FormattableString.Invariant($"check {place}"),
            task,
            new Sample("check", ImmutableDictionary<string, string>.Empty, [], default),
            model,
            0,
            Prompt,
            Generation
        )
        {
            Likelihood = Likelihood,
        };

    private static Prompt User(string text) => new([new Turn(Role.User, text)], Digest.Of(text));
}
