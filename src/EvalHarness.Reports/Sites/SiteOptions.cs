using EvalHarness.Yaml;

namespace EvalHarness.Reports.Sites;

/// <summary>What a site is made of, and where it goes.</summary>
/// <param name="Results">Folder of the logs.</param>
/// <param name="Folder">Folder of the site; made when it is not there.</param>
/// <param name="Catalog">The words that suites may use.</param>
public sealed record SiteOptions(string Results, string Folder, Catalog Catalog)
{
    /// <summary>Title of the first page.</summary>
    public string Title { get; init; } = "Evaluations";

    /// <summary>The address that the site will stand at, for what needs whole addresses: feeds and the pictures of links; null leaves them out.</summary>
    public Uri? Address { get; init; }

    /// <summary>Whether texts of samples, prompts and answers are published; true by default.</summary>
    public bool HasTexts { get; init; } = true;

    /// <summary>Whether the pages come from a server that follows runs, and lead to its page of the run that goes on; false by default.</summary>
    public bool IsServed { get; init; }

    /// <summary>Whether a folder may be taken that holds other things; false by default.</summary>
    public bool TakesOver { get; init; }

    /// <summary>Is told what is passed over and what is left alone, one line each; nobody by default.</summary>
    public Action<string> Tell { get; init; } = _ => { };
}
