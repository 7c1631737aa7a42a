namespace Lifetop.Platform;

/// <summary>What a <see cref="JsonCursor"/> stands on.</summary>
internal enum JsonToken
{
    None,
    ObjectStart,
    ObjectEnd,
    ArrayStart,
    ArrayEnd,
    Name,
    Text,
    Number,
    True,
    False,
    Null,
}
