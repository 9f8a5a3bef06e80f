using EvalHarness.Core;
using EvalHarness.Extensions;
using EvalHarness.Models;
using EvalHarness.Scoring;
using EvalHarness.Scoring.Evaluators;
using EvalHarness.Suites;
using EvalHarness.Tests.Models;
using Microsoft.Extensions.AI.Evaluation;
using NUnit.Framework;

namespace EvalHarness.Tests.Extensions;

public sealed class ExtensionLoaderTests
{
    private readonly string folder = ModelSetup.NewFolder();

    private string File => Path.Combine(folder, "Team.dll");

    [Test]
    public void Words_of_an_extension_are_in_the_new_catalogue_and_not_in_the_old_one()
    {
        var catalog = SuiteCatalog.With();

        var extended = catalog.WithExtensions([BuiltExtension.First], "--extension");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(extended.Keywords(typeof(IAnswerFormat)).Keys, Does.Contain("first_word"));
            Assert.That(catalog.Keywords(typeof(IAnswerFormat)).Keys, Does.Not.Contain("first_word"));
        }
    }

    [Test]
    public void One_build_is_the_same_types_however_often_it_is_named()
    {
        var types = Enumerable
            .Range(0, 2)
            .Select(_ =>
                SuiteCatalog.With().WithExtensions([BuiltExtension.First, BuiltExtension.First], "--extension")
            )
            .Select(catalog => catalog.Keywords(typeof(IMeasure))["same_length"]);

        Assert.That(types.Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public void Two_builds_are_two_types_in_two_catalogues()
    {
        var types = new[] { BuiltExtension.First, BuiltExtension.Next }
            .Select(file => SuiteCatalog.With().WithExtensions([file], "--extension"))
            .Select(catalog => catalog.Keywords(typeof(IMeasure))["same_length"]);

        Assert.That(types.Distinct().Count(), Is.EqualTo(2));
    }

    [Test]
    public void What_an_extension_names_is_no_word_of_this_program()
    {
        SuiteCatalog.With().WithExtensions([BuiltExtension.First], "--extension");

        Assert.That(SuiteCatalog.Default.Keywords(typeof(IModelProvider)).Keys, Does.Not.Contain("team-constant"));
    }

    [Test]
    public void An_assembly_of_another_major_version_is_refused()
    {
        EmittedAssembly.WriteEmpty(File, new Version(9, 1, 0, 0));

        Assert.That(
            Fault(),
            Does.StartWith(
                $"--extension: '{File}', which is built against EvalHarness 9.1.0; expected a build against this version, "
            )
        );
    }

    [Test]
    public void An_assembly_without_records_is_refused()
    {
        EmittedAssembly.WriteEmpty(File, typeof(SuiteCatalog).Assembly.GetName().Version!);

        Assert.That(
            Fault(),
            Does.StartWith($"--extension: '{File}', in which no record has a keyword; expected an assembly with")
        );
    }

    [Test]
    public void An_assembly_of_evaluators_alone_need_not_know_EvalHarness()
    {
        EmittedAssembly.WriteEvaluator(File);

        var catalog = SuiteCatalog.With().WithExtensions([File], "--extension");

        Assert.That(
            EvaluatorSource.Types.Find("Team.SilentEvaluator", catalog.Assemblies).Evaluator,
            Is.InstanceOf<IEvaluator>()
        );
    }

    [Test]
    public void A_keyword_that_is_borne_already_is_refused()
    {
        EmittedAssembly.WriteAnswer(File, "choice");

        Assert.That(
            Fault(),
            Is.EqualTo(
                $"--extension: '{File}' with a second 'choice', beside that of EvalHarness.Scoring.Answers.ChoiceAnswer; "
                    + "expected a keyword of its own"
            )
        );
    }

    [Test]
    public void A_keyword_of_another_extension_point_is_free()
    {
        EmittedAssembly.WriteAnswer(File, "accuracy");

        Assert.That(
            SuiteCatalog.With().WithExtensions([File], "--extension").Keywords(typeof(IAnswerFormat)).Keys,
            Does.Contain("accuracy")
        );
    }

    private string Fault() =>
        Assert.Throws<DocumentException>(() => SuiteCatalog.With().WithExtensions([File], "--extension"))!.Message;
}
