using System.Diagnostics;

namespace EvalHarness.Decisions.Specs;

/// <summary>Words of a decision's file as someone reads them who never wrote one.</summary>
public static class SpecWords
{
    /// <summary>What an option of a kind is, with an article: <c>a fine-tuned model</c>.</summary>
    /// <param name="kind">The kind.</param>
    public static string Of(OptionKind kind) =>
        kind switch
        {
            OptionKind.Rules => "written rules",
            OptionKind.TraditionalMl => "a classic classifier",
            OptionKind.Prompt => "a hosted general model",
            OptionKind.Rag => "a hosted general model that looks things up",
            OptionKind.Cascade => "a small model that asks a bigger one where it is unsure",
            OptionKind.Router => "a router between a small and a big model",
            OptionKind.OpenHosted => "an open model on rented machines",
            OptionKind.OpenSelfhost => "an open model on own machines",
            OptionKind.Lora => "a fine-tuned model",
            OptionKind.FullFinetune => "a fully fine-tuned model",
            OptionKind.ExpertSwap => "a model with an expert of our own",
            OptionKind.ContinuedPretrain => "a model trained further on our own texts",
            OptionKind.FromScratch => "a model of our own, trained from nothing",
            _ => throw new UnreachableException(),
        };

    /// <summary>What a team of a level of mastery does: <c>trains a model of its own</c>.</summary>
    /// <param name="level">The level.</param>
    public static string Of(Mastery level) =>
        level switch
        {
            Mastery.Operations => "calls a service",
            Mastery.PackageHosted => "packages and hosts a model",
            Mastery.TrainOwn => "trains a model of its own",
            Mastery.Equipment => "owns and runs the equipment",
            _ => throw new UnreachableException(),
        };
}
