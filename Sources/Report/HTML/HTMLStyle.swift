/// The look of pages: light, dark and on paper, in the faces that the system has.
public enum HTMLStyle {
  /// The style sheet, the same for every page.
  public static let sheet = """
    :root{color-scheme:light dark;--ink:#1d2025;--faint:#5b6270;--ground:#fff;--shade:#f4f5f7;--line:#d9dce1;\
    --link:#0b5cad;--wrong:#a4161a;--wrongshade:#fdf0f0;--name:#0b5cad;--number:#8a4b00;--string:#1a6b3c}
    @media screen and (prefers-color-scheme:dark){:root{--ink:#d9dbe0;--faint:#9aa1ad;--ground:#181a1f;--shade:#22252b;\
    --line:#3a3e47;--link:#7db7f5;--wrong:#ff9c9c;--wrongshade:#35201f;--name:#7db7f5;--number:#e3b06a;--string:#86cf9f}}
    *{box-sizing:border-box}
    html{scroll-behavior:smooth;-webkit-text-size-adjust:100%;text-size-adjust:100%}
    body{margin:0;padding:0 1rem 4rem;background:var(--ground);color:var(--ink);font:1rem/1.65 system-ui,sans-serif;\
    overflow-wrap:break-word}
    main,nav{max-width:46rem;margin:0 auto}
    main{padding-top:1.5rem}
    h1,h2,h3,h4,h5,h6{line-height:1.3;margin:2.2em 0 .6em;text-wrap:balance}
    h1{font-size:1.9rem;margin-top:.4em}
    h2{font-size:1.4rem;border-bottom:1px solid var(--line);padding-bottom:.2em}
    h3{font-size:1.15rem}
    h4,h5,h6{font-size:1rem}
    a{color:var(--link);text-underline-offset:.15em}
    .anchor{scroll-margin-top:1rem}
    img{max-width:100%;height:auto}
    hr{border:0;border-top:1px solid var(--line);margin:2rem 0}
    blockquote{margin:1em 0;padding-left:1em;border-left:3px solid var(--line);color:var(--faint)}
    pre,code,.math{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.875em}
    code{background:var(--shade);border-radius:3px;padding:.1em .3em}
    pre{background:var(--shade);border-radius:6px;padding:.7rem .9rem;margin:1em 0;overflow-x:auto;line-height:1.5;\
    overflow-wrap:normal}
    pre code{background:none;padding:0;font-size:1em}
    pre:focus-visible,.scroll:focus-visible,summary:focus-visible,a:focus-visible{outline:2px solid var(--link);outline-offset:2px}
    .math{font-style:italic;white-space:pre-wrap}
    .absent{color:var(--faint);border:1px dashed var(--line);border-radius:3px;padding:0 .3em}
    .scroll{overflow-x:auto}
    table{border-collapse:collapse;font-size:.9rem;font-variant-numeric:tabular-nums}
    th,td{padding:.25rem .7rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
    th{font-weight:600;border-bottom-color:var(--faint)}
    .outputs th,.outputs td{white-space:nowrap}
    .n,[align=right]{text-align:right}
    [align=center]{text-align:center}
    figure{margin:1em 0}
    figcaption{margin-bottom:.4rem}
    .remark{color:var(--faint);font-size:.9rem;margin:.4rem 0}
    .cell{margin:1.4em 0;border-left:3px solid var(--line);padding-left:1rem}
    .cell:target{border-left-color:var(--link)}
    .cell pre{margin:.4rem 0}
    .cell pre b{color:var(--name);font-weight:600}
    .cell pre i{color:var(--faint)}
    .cell pre var{color:var(--number);font-style:normal;font-weight:600}
    .number{color:var(--number)}
    .string{color:var(--string)}
    summary{cursor:pointer;color:var(--faint);font-size:.875rem}
    summary b{font-weight:600}
    .cell details[open]>summary code{display:none}
    .outputs>:first-child{margin-top:.8rem}
    .outputs>:last-child{margin-bottom:0}
    .failure pre{background:var(--wrongshade);border-left:3px solid var(--wrong);color:var(--wrong)}
    .plot{display:block;max-width:100%;height:auto;font-family:system-ui,sans-serif}
    .pictures{display:flex;flex-wrap:wrap;gap:.8rem}
    .pictures figure{margin:0}
    .pictures figcaption{font-size:.8rem;color:var(--faint);max-width:6rem}
    .pictures .plot{background:var(--shade)}
    .footnotes{border-top:1px solid var(--line);margin-top:3rem;font-size:.9rem;color:var(--faint)}
    nav{padding-top:1rem;font-size:.9rem}
    nav ol{list-style:none;margin:.5rem 0;padding:0}
    nav li{margin:.25rem 0}
    nav a{text-decoration:none}
    nav a:hover{text-decoration:underline}
    .depth1{padding-left:1rem}
    .depth2{padding-left:2rem}
    .depth3{padding-left:3rem}
    @media (min-width:80rem){nav{position:fixed;top:0;bottom:0;left:max(1rem,calc(50vw - 23rem - 17rem));width:15rem;\
    overflow-y:auto;padding-bottom:2rem}}
    @media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
    @media print{body{padding:0;font-size:10pt}main,nav{max-width:none}nav{position:static}a{color:inherit}\
    pre,figure,tr,.plot{break-inside:avoid}pre{white-space:pre-wrap;border:1px solid var(--line)}h1,h2,h3{break-after:avoid}\
    .scroll{overflow:visible}summary{list-style:none}details::details-content{content-visibility:visible;display:block}}
    \(SVGStyle.rules(onDark: false, within: ".plot "))
    @media screen and (prefers-color-scheme:dark){\(SVGStyle.rules(onDark: true, within: ".plot "))}
    """
}
