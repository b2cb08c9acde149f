// The corner shop: paper, ink, terracotta and moss; a striped awning; prices like shelf labels. What the bubble uses as well is in bubble.js.
export const CSS = `
:host{--soft:var(--comptoir-soft,light-dark(#f7ecdc,#38291f));
--moss:var(--comptoir-moss,light-dark(#2f6b3a,#a9d6a6));--leaf:light-dark(#e4efe2,#26382a);--stripe:light-dark(#f3e0c4,#4a3527);
--serif:var(--comptoir-title-font,"Iowan Old Style","Palatino Linotype",Palatino,Charter,Georgia,"Liberation Serif",serif)}
.panel,.panel *,.panel *::before{box-sizing:border-box}
.panel{position:fixed;z-index:2147483001;inset-inline-end:var(--gap);bottom:var(--gap);width:min(408px,calc(100vw - 2*var(--gap)));
height:min(720px,calc(100dvh - 2*var(--gap)));display:flex;flex-direction:column;overflow:hidden;background:var(--paper);color:var(--ink);
border-radius:20px;border:1px solid var(--rule);box-shadow:0 2px 6px #2b21181f,0 28px 64px -18px #2b211880;font:400 15px/1.5 var(--sans);
animation:rise .22s cubic-bezier(.2,.8,.3,1);outline:none}
:where(.panel button,.panel a){font:inherit;color:inherit}
.panel :focus-visible{outline:3px solid var(--accent);outline-offset:2px}
:where(.panel) :where(h2,h3,p,ul){margin:0;padding:0}:where(.panel ul){list-style:none}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}

.head{flex:none;border-bottom:1px solid var(--rule)}
.awning{height:24px;--r:34px;background:radial-gradient(circle at 25% 14px,var(--accent) 8.3px,#0000 8.8px) 0 0/var(--r) 24px,
radial-gradient(circle at 75% 14px,var(--stripe) 8.3px,#0000 8.8px) 0 0/var(--r) 24px,linear-gradient(90deg,var(--accent) 50%,var(--stripe) 0) 0 0/var(--r) 14px repeat-x}
.sign{display:flex;align-items:center;gap:4px;padding:6px 8px 10px 18px}
.name{flex:1;min-width:0}
.name h2{font:600 20px/1.2 var(--serif);letter-spacing:-.01em}
.name p{font-size:12.5px;line-height:1.35;color:var(--muted)}
.tongues{display:flex}
.tongues button{all:unset;box-sizing:border-box;cursor:pointer;min-width:36px;height:44px;font:600 12px/44px var(--sans);text-align:center;color:var(--muted);border-radius:10px}
.tongues button[aria-pressed=true]{color:var(--ink);text-decoration:underline;text-decoration-color:var(--accent);text-decoration-thickness:2px;text-underline-offset:5px}
.icon{all:unset;box-sizing:border-box;cursor:pointer;width:44px;height:44px;display:grid;place-items:center;border-radius:12px}
.icon svg{width:20px;height:20px;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
.icon:hover{background:var(--soft)}

.log{flex:1;overflow-y:auto;overscroll-behavior:contain;padding:18px 18px 8px;display:flex;flex-direction:column;gap:14px;scrollbar-width:thin;position:relative}
.panel .log:focus-visible{outline-offset:-3px}
.small{font-size:12.5px;color:var(--muted);text-align:center;text-wrap:balance}
.line{max-width:100%;display:flex;flex-direction:column;gap:10px;animation:rise .22s ease-out}
.said{align-self:flex-start;max-width:88%;padding:10px 14px;border-radius:4px 16px 16px 16px;background:var(--soft);white-space:pre-line;overflow-wrap:anywhere;text-wrap:pretty}
.shopper .said{align-self:flex-end;border-radius:16px 16px 4px 16px;background:var(--accent);color:var(--on-accent)}
.by{font-size:12.5px;font-weight:600;color:var(--moss);margin-bottom:-6px}
.advisor .said{background:var(--leaf)}
.waiting .said{opacity:.72}
.shelf{display:flex;flex-direction:column;gap:10px}

.card{background:var(--card);border:1px solid var(--rule);border-radius:16px;padding:12px;display:flex;flex-direction:column;gap:10px}
.top{display:flex;gap:12px}
.top img{flex:none;width:92px;height:92px;border-radius:11px;object-fit:cover;background:#f3eadb}
.facts{flex:1;min-width:0;overflow-wrap:anywhere;display:flex;flex-direction:column;gap:2px}
.brand{font-size:12px;letter-spacing:.05em;text-transform:uppercase;color:var(--muted)}
.title{font:600 16.5px/1.25 var(--serif)}
.facts a{text-decoration:none}.facts a:hover .title{text-decoration:underline;text-underline-offset:3px}
.row{display:flex;flex-wrap:wrap;align-items:center;gap:4px 10px;margin-top:auto;padding-top:4px}
.price{display:inline-flex;align-items:baseline;gap:7px;padding:1px 10px 2px 15px;background:var(--soft);border-radius:3px 7px 7px 3px;position:relative;
font-variant-numeric:tabular-nums lining-nums}
.price::before{content:"";position:absolute;left:5px;top:50%;width:5px;height:5px;margin-top:-2.5px;border-radius:50%;background:var(--paper);box-shadow:inset 0 0 0 1px var(--muted)}
.now{font:700 18px/1.4 var(--serif)}.sale .now{color:var(--accent)}
.price s{font-size:13px;color:var(--muted)}
.stock{font-size:12.5px;color:var(--moss)}.stock.out_of_stock{color:var(--muted)}
.reasons h3{font:600 12.5px/1.4 var(--sans);color:var(--muted);margin-bottom:2px}
.reasons li{position:relative;padding-inline-start:20px;font-size:14px;line-height:1.45}
.reasons li::before{content:"✓";position:absolute;inset-inline-start:2px;color:var(--moss);font-weight:700}
.drawback{font-size:13.5px;line-height:1.45;padding-inline-start:20px;position:relative;color:var(--muted)}
.drawback::before{content:"–";position:absolute;inset-inline-start:3px;font-weight:700}
.drawback b{font-weight:600;color:var(--ink)}
.personal{border-radius:11px;padding:8px 12px;background:var(--leaf);font-size:14px;line-height:1.4}
.personal .less{color:var(--moss);font-weight:700}.personal .small{text-align:start;color:inherit}
.personal span{white-space:nowrap}.personal code{font:600 13px/1.4 ui-monospace,"Liberation Mono",monospace;letter-spacing:.03em;user-select:all}
.over{text-align:start}
.actions{display:flex;flex-wrap:wrap;gap:8px}
.actions .add,.actions .see{all:unset;box-sizing:border-box;flex:1;min-height:44px;padding:0 12px;display:grid;place-items:center;text-align:center;border-radius:11px;
cursor:pointer;font:600 14px/1.2 var(--sans);white-space:nowrap}
.actions .add{background:var(--accent);color:var(--on-accent)}
.actions .add:hover{background:color-mix(in oklab,var(--accent) 88%,var(--ink))}
.actions .add.done{background:var(--leaf);color:var(--moss)}
.actions .add[aria-disabled=true]{opacity:.7;cursor:progress}
.actions .see{box-shadow:inset 0 0 0 1px var(--rule)}.actions .see:hover{background:var(--soft)}
.actions .trouble{flex-basis:100%}

.compared{overflow-x:auto;border:1px solid var(--rule);border-radius:14px;background:var(--card)}
.compared table{border-collapse:collapse;width:100%;font-size:13.5px;line-height:1.35}
.compared th,.compared td{padding:9px 11px;text-align:start;vertical-align:top;border-top:1px solid var(--rule);min-width:92px}
.compared thead th,.compared thead td{border-top:0;background:var(--soft)}
.compared thead th{font:600 14px/1.25 var(--serif);min-width:112px;overflow-wrap:anywhere}
.compared thead td,.compared tbody th{min-width:0}
.compared tbody th{font-weight:500;color:var(--muted)}
.compared .best{font-weight:700;color:var(--moss)}

.replies{display:flex;flex-wrap:wrap;gap:8px;overflow-wrap:anywhere}
.replies button{all:unset;box-sizing:border-box;cursor:pointer;min-height:44px;padding:9px 15px;border-radius:22px;box-shadow:inset 0 0 0 1.5px var(--accent);color:var(--accent);
font:500 14.5px/1.3 var(--sans);transition:background .15s}
.replies button:hover{background:var(--soft)}
.replies.even button{flex:1 1 0;min-width:110px;text-align:center;border-radius:12px}
.why{font-size:13px;color:var(--muted)}.why summary{cursor:pointer;min-height:24px}
.typing{align-self:flex-start;display:flex;gap:5px;padding:14px 16px;border-radius:4px 16px 16px 16px;background:var(--soft)}
.typing i{width:7px;height:7px;border-radius:50%;background:var(--muted);animation:wait 1.2s infinite}
.typing i:nth-of-type(2){animation-delay:.15s}.typing i:nth-of-type(3){animation-delay:.3s}
@keyframes wait{0%,60%,100%{opacity:.3}30%{opacity:1}}
.trouble{font-size:13.5px;color:var(--muted)}

.foot{flex:none;padding:10px 14px 4px;border-top:1px solid var(--rule);background:var(--paper)}
.chips{display:flex;gap:6px;overflow-x:auto;scrollbar-width:none;margin:-6px -14px 2px;padding:0 28px 0 14px;mask:linear-gradient(90deg,#0000,#000 14px calc(100% - 28px),#0000)}
.chips button{all:unset;box-sizing:border-box;cursor:pointer;white-space:nowrap;display:inline-flex;align-items:center;gap:7px;min-height:44px;font:500 13.5px/1 var(--sans);
position:relative;padding:0 12px;z-index:0}
.chips li{flex:none}
.chips button::before{content:"";position:absolute;inset:6px 0;border-radius:16px;background:var(--soft);z-index:-1}
.chips .guessed button::before{background:none;border:1px dashed currentColor;opacity:.55}
.chips button:hover::before{box-shadow:inset 0 0 0 1px var(--accent)}
.chips span{font-size:16px;color:var(--muted)}
.composer{display:flex;align-items:flex-end;gap:6px;border:1.5px solid var(--rule);border-radius:16px;background:var(--card);padding:2px 3px 2px 4px}
.composer:focus-within{border-color:var(--accent)}
.composer textarea{all:unset;box-sizing:border-box;flex:1;min-height:44px;max-height:132px;padding:10px 10px;font:400 16px/1.45 var(--sans);overflow-y:auto;overflow-wrap:anywhere;white-space:pre-wrap}
.composer textarea::placeholder{color:var(--muted);opacity:1;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.composer textarea:focus-visible{outline:none}
.send{background:var(--accent);color:var(--on-accent)}.send:hover{background:var(--accent)}
.send:disabled{background:var(--soft);color:var(--muted);cursor:default}
.below{display:flex;justify-content:center}
.link{all:unset;cursor:pointer;min-height:44px;padding:0 12px;display:inline-flex;align-items:center;font:500 13.5px/1 var(--sans);color:var(--muted);text-decoration:underline;text-underline-offset:4px;text-decoration-color:var(--rule)}
.told{min-height:44px;display:flex;align-items:center}
.link:hover{color:var(--ink);text-decoration-color:var(--accent)}

@media (max-width:520px){.panel{inset:0;width:100vw;height:100dvh;border-radius:0;border:0}
.sign{padding-inline-start:16px}.log{padding-inline:14px}}
@media (max-height:600px){.awning{display:none}.sign{padding-block:6px}.foot{padding-top:6px}.below{margin-top:-4px}.log{padding-top:10px}}
@media (prefers-reduced-motion:reduce){.panel,.line,.typing i{animation:none}.replies button{transition:none}}
@media (forced-colors:active){.replies button,.chips button,.actions a,.composer{border:1px solid}}
`;
