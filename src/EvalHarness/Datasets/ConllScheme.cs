namespace EvalHarness.Datasets;

/// <summary>How the tags of a file mark where entities begin and end; what is read is the same, but some tags are faults.</summary>
public enum ConllScheme
{
    /// <summary>Any of the others, or a mixture: an entity goes on as long as tags of its type follow and none says that it ended or a new one begins.</summary>
    Any,

    /// <summary>IOB1: entities begin with I, and with B where one follows another of its type.</summary>
    Iob1,

    /// <summary>BIO, also IOB2: entities begin with B.</summary>
    Bio,

    /// <summary>IOBES: entities begin with B and end with E; S is one word alone.</summary>
    Iobes,

    /// <summary>BILOU: entities begin with B and end with L; U is one word alone.</summary>
    Bilou,
}
