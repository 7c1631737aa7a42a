using System.Runtime.Versioning;

// lifetop is for Linux, and so are its tests.
[assembly: SupportedOSPlatform("linux")]
