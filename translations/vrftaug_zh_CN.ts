<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>CertificateTexts</name>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>1 patient</source>
        <translation>1 位患者</translation>
    </message>
    <message>
        <source>%1 patients</source>
        <translation>%1 位患者</translation>
    </message>
    <message>
        <source>1 image</source>
        <translation>1 幅图像</translation>
    </message>
    <message>
        <source>%1 images</source>
        <translation>%1 幅图像</translation>
    </message>
    <message>
        <source>Patients are in two splits</source>
        <translation>有患者同时出现在两个划分中</translation>
    </message>
    <message>
        <source>No patient is in two splits</source>
        <translation>没有患者同时出现在两个划分中</translation>
    </message>
    <message>
        <source>Examinations are in two splits</source>
        <translation>有检查同时出现在两个划分中</translation>
    </message>
    <message>
        <source>1 examination</source>
        <translation>1 次检查</translation>
    </message>
    <message>
        <source>%1 examinations</source>
        <translation>%1 次检查</translation>
    </message>
    <message>
        <source>No examination is in two splits</source>
        <translation>没有检查同时出现在两个划分中</translation>
    </message>
    <message>
        <source>1 accession number</source>
        <translation>1 个检查号</translation>
    </message>
    <message>
        <source>%1 accession numbers</source>
        <translation>%1 个检查号</translation>
    </message>
    <message>
        <source>1 study</source>
        <translation>1 次检查</translation>
    </message>
    <message>
        <source>%1 studies</source>
        <translation>%1 次检查</translation>
    </message>
    <message>
        <source>Identical pictures are in two splits</source>
        <translation>有相同图像同时出现在两个划分中</translation>
    </message>
    <message>
        <source>1 picture</source>
        <translation>1 幅图像</translation>
    </message>
    <message>
        <source>%1 pictures</source>
        <translation>%1 幅图像</translation>
    </message>
    <message>
        <source>no picture occurs twice</source>
        <translation>没有重复的图像</translation>
    </message>
    <message>
        <source>%1, kept in one split</source>
        <translation>%1，都在同一划分中</translation>
    </message>
    <message>
        <source>1 picture occurs twice</source>
        <translation>1 幅图像重复出现</translation>
    </message>
    <message>
        <source>%1 pictures occur twice</source>
        <translation>%1 幅图像重复出现</translation>
    </message>
    <message>
        <source>; not compared: %1</source>
        <translation>；未比较：%1</translation>
    </message>
    <message>
        <source>No identical picture is in two splits</source>
        <translation>没有相同图像同时出现在两个划分中</translation>
    </message>
    <message>
        <source>Earlier patients kept their split</source>
        <translation>早先的患者保持原有划分</translation>
    </message>
    <message>
        <source>there is no version before this one to compare with</source>
        <translation>此前没有可比较的版本</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Earlier patients changed their split</source>
        <translation>早先的患者改变了划分</translation>
    </message>
    <message>
        <source>%1 kept theirs: figures of runs on earlier versions can’t be compared</source>
        <translation>%1 位保持不变：在早先版本上训练得到的数字无法比较</translation>
    </message>
    <message>
        <source>Text burned into pictures isn’t looked for.</source>
        <translation>未检查图像中烧录的文字。</translation>
    </message>
    <message>
        <source>Patients are assumed: where a source names none, each image counts as one. %1</source>
        <translation>患者为推定：来源未注明患者时，每幅图像算作一位患者。%1</translation>
    </message>
    <message>
        <source>No groups had to be joined.</source>
        <translation>无需合并分组。</translation>
    </message>
    <message>
        <source>1 group was joined.</source>
        <translation>合并了 1 个分组。</translation>
    </message>
    <message>
        <source>%1 groups were joined.</source>
        <translation>合并了 %1 个分组。</translation>
    </message>
    <message>
        <source>Patients linked by ID, accession number and identical pixels. %1 %2</source>
        <translation>按患者 ID、检查号和相同像素关联患者。%1%2</translation>
    </message>
</context>
<context>
    <name>ChartWords</name>
    <message>
        <source>accuracy</source>
        <translation>准确</translation>
    </message>
    <message>
        <source>Held-out box overlap</source>
        <translation>保留集框重叠度</translation>
    </message>
    <message>
        <source>Mean overlap with the reference, patients it never trained on.</source>
        <translation>与参考框的平均重叠度，患者均未参与训练。</translation>
    </message>
    <message>
        <source>overlap</source>
        <translation>重叠度</translation>
    </message>
    <message>
        <source>Held-out accuracy</source>
        <translation>保留集准确率</translation>
    </message>
    <message>
        <source>Share right on images of patients it never trained on.</source>
        <translation>在未参与训练的患者图像上答对的比例。</translation>
    </message>
    <message>
        <source>always the commonest answer %1</source>
        <translation>总答最常见答案 %1</translation>
    </message>
    <message>
        <source>Reward and its parts</source>
        <translation>奖励及其组成</translation>
    </message>
    <message>
        <source>reward</source>
        <translation>奖励</translation>
    </message>
    <message>
        <source>Mean over the step’s %1 answers. Highest possible %2.</source>
        <translation>本步 %1 个回答的平均值。最高可得 %2。</translation>
    </message>
    <message>
        <source>Mean over the answers of a step.</source>
        <translation>一步内所有回答的平均值。</translation>
    </message>
    <message>
        <source>start %1</source>
        <translation>起点 %1</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>Image gain</source>
        <translation>图像增益</translation>
    </message>
    <message>
        <source>Held-out score lost when images are swapped between patients.</source>
        <translation>患者之间交换图像后保留集得分的下降。</translation>
    </message>
    <message>
        <source>image gain</source>
        <translation>图像增益</translation>
    </message>
    <message>
        <source>0 would mean: the image is ignored</source>
        <translation>0 表示模型没有看图</translation>
    </message>
    <message>
        <source>Seconds a step</source>
        <translation>每步秒数</translation>
    </message>
    <message>
        <source>Learning alone.</source>
        <translation>仅学习阶段。</translation>
    </message>
    <message>
        <source>learning</source>
        <translation>学习</translation>
    </message>
    <message>
        <source>Groups without signal</source>
        <translation>无信号的组</translation>
    </message>
    <message>
        <source>Images whose answers all earned the same.</source>
        <translation>所有回答得到相同奖励的图像。</translation>
    </message>
    <message>
        <source>without signal</source>
        <translation>无信号</translation>
    </message>
    <message>
        <source>alarm above %1</source>
        <translation>高于 %1 时警报</translation>
    </message>
    <message>
        <source>Distance from the start (KL)</source>
        <translation>与起点的距离（KL）</translation>
    </message>
    <message>
        <source>How far the wording has moved, a token on average.</source>
        <translation>措辞偏离起点的程度，按词元平均。</translation>
    </message>
    <message>
        <source>Length of answers</source>
        <translation>回答长度</translation>
    </message>
    <message>
        <source>Tokens of an answer on average.</source>
        <translation>每个回答的平均词元数。</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Cut off</source>
        <translation>被截断</translation>
    </message>
    <message>
        <source>Answers that reached the longest length allowed.</source>
        <translation>达到最大允许长度的回答。</translation>
    </message>
    <message>
        <source>cut off</source>
        <translation>被截断</translation>
    </message>
    <message>
        <source>Openness (entropy)</source>
        <translation>开放程度（熵）</translation>
    </message>
    <message>
        <source>How undecided the next word is; near 0 it always says the same.</source>
        <translation>下一个词的不确定程度；接近 0 时总说同样的话。</translation>
    </message>
    <message>
        <source>entropy</source>
        <translation>熵</translation>
    </message>
    <message>
        <source>Sampling, rewarding and learning; checks of held-out come on top.</source>
        <translation>采样、评奖和学习；保留集检查另计。</translation>
    </message>
    <message>
        <source>sampling</source>
        <translation>采样</translation>
    </message>
    <message>
        <source>mean overlap</source>
        <translation>平均重叠度</translation>
    </message>
    <message>
        <source>Overlap with the reference boxes, area shared ÷ area covered</source>
        <translation>与参考框的重叠度：交集面积 ÷ 并集面积</translation>
    </message>
    <message>
        <source>Share right, with the 95 % interval over patients</source>
        <translation>答对的比例，附按患者计算的 95 % 区间</translation>
    </message>
    <message>
        <source>. Always the commonest answer: %1</source>
        <translation>。总答最常见答案：%1</translation>
    </message>
    <message>
        <source>Weighted kappa</source>
        <translation>加权 kappa</translation>
    </message>
    <message>
        <source>Agreement with the reference grades beyond chance, far errors weigh more</source>
        <translation>与参考分级超出偶然的一致性，差得越远权重越大</translation>
    </message>
    <message>
        <source>Mean grade error</source>
        <translation>平均分级误差</translation>
    </message>
    <message>
        <source>grades</source>
        <translation>级</translation>
    </message>
    <message>
        <source>How many grades an answer is off on average</source>
        <translation>回答平均偏差几级</translation>
    </message>
    <message>
        <source>Balanced accuracy</source>
        <translation>平衡准确率</translation>
    </message>
    <message>
        <source>Mean over the classes of the share right in each</source>
        <translation>各类别答对比例的平均值</translation>
    </message>
    <message>
        <source>Held-out score lost when images are swapped between patients</source>
        <translation>患者之间交换图像后保留集得分的下降</translation>
    </message>
    <message>
        <source>Truth of attributes</source>
        <translation>属性真实率</translation>
    </message>
    <message>
        <source>Share of the attributes named in the reasoning that the reader gave too</source>
        <translation>推理中提到的属性里，阅片者也给出的比例</translation>
    </message>
    <message>
        <source>box overlap</source>
        <translation>框重叠</translation>
    </message>
    <message>
        <source>On boxes first, then share right; patients it never trained on.</source>
        <translation>先是框的重叠，然后是答对的比例；患者均未参与训练。</translation>
    </message>
    <message>
        <source>Test box overlap</source>
        <translation>测试集框重叠</translation>
    </message>
    <message>
        <source>Test accuracy</source>
        <translation>测试集准确率</translation>
    </message>
    <message>
        <source>On patients used for nothing else, with the checkpoint of step %1, the best on held-out</source>
        <translation>在没有用于其他用途的患者上，使用第 %1 步的检查点（在保留集上最佳）</translation>
    </message>
    <message>
        <source>Unreadable answers</source>
        <translation>无法读取的回答</translation>
    </message>
    <message>
        <source>Answers that name no class, grade or box of the task.</source>
        <translation>没有给出任务中的类别、分级或框的回答。</translation>
    </message>
    <message>
        <source>unreadable</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>Words of reasoning</source>
        <translation>推理的词数</translation>
    </message>
    <message>
        <source>Words of an answer’s reasoning on average.</source>
        <translation>每个回答的推理平均词数。</translation>
    </message>
    <message>
        <source>words</source>
        <translation>词</translation>
    </message>
    <message>
        <source>Share of the attributes named that are true of the held-out image.</source>
        <translation>所提属性中与保留集图像相符的比例。</translation>
    </message>
    <message>
        <source>held out</source>
        <translation>保留集</translation>
    </message>
    <message>
        <source>while training</source>
        <translation>训练中</translation>
    </message>
    <message>
        <source>Healthy: %1 to %2.</source>
        <translation>正常：%1 至 %2。</translation>
    </message>
    <message>
        <source>Healthy: above %1.</source>
        <translation>正常：高于 %1。</translation>
    </message>
    <message>
        <source>Healthy: up to %1.</source>
        <translation>正常：不超过 %1。</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 小时</translation>
    </message>
    <message>
        <source>sampled</source>
        <translation>采样</translation>
    </message>
    <message>
        <source>Commonest answer</source>
        <translation>最常见的回答</translation>
    </message>
    <message>
        <source>Share of the step’s answers that say the same.</source>
        <translation>该步回答中内容相同的最大占比。</translation>
    </message>
    <message>
        <source>commonest</source>
        <translation>最常见</translation>
    </message>
    <message>
        <source>The alarm goes by the probability that answers fit images as well by chance: now %1, alarm above %2.</source>
        <translation>警报依据的是回答仅凭偶然也能同样符合图像的概率：目前 %1，高于 %2 时报警。</translation>
    </message>
</context>
<context>
    <name>CheckTexts</name>
    <message>
        <source>1 image</source>
        <translation>1 幅图像</translation>
    </message>
    <message>
        <source>%1 images</source>
        <translation>%1 幅图像</translation>
    </message>
    <message>
        <source>Labels are possible</source>
        <translation>标注合法</translation>
    </message>
    <message>
        <source>Boxes lie inside their image</source>
        <translation>框位于图像之内</translation>
    </message>
    <message>
        <source>Boxes have an area</source>
        <translation>框有面积</translation>
    </message>
    <message>
        <source>Readers agree</source>
        <translation>阅片者意见一致</translation>
    </message>
    <message>
        <source>No text burned in, by the header</source>
        <translation>按文件头，没有烧录文字</translation>
    </message>
    <message>
        <source>No identical picture in two splits</source>
        <translation>没有相同图像同时出现在两个划分中</translation>
    </message>
    <message>
        <source>No identical picture of two patients</source>
        <translation>没有属于两位患者的相同图像</translation>
    </message>
    <message>
        <source>No contradictory labels for one picture</source>
        <translation>同一图像没有相互矛盾的标注</translation>
    </message>
    <message>
        <source>1 picture</source>
        <translation>1 幅图像</translation>
    </message>
    <message>
        <source>%1 pictures</source>
        <translation>%1 幅图像</translation>
    </message>
    <message>
        <source>%1, as published</source>
        <translation>%1，与发布时一致</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>已排除</translation>
    </message>
    <message>
        <source>%1 left out</source>
        <translation>已排除 %1</translation>
    </message>
    <message>
        <source>Every image has a label</source>
        <translation>每幅图像都有标注</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>The plan knows every patient</source>
        <translation>划分方案包含每位患者</translation>
    </message>
    <message>
        <source>%1 left out: not in plan %2</source>
        <translation>已排除 %1：不在方案 %2 中</translation>
    </message>
    <message>
        <source>The smallest box can be seen</source>
        <translation>最小的框看得清</translation>
    </message>
    <message>
        <source>%1 pixels wide for the policy, less than a patch of %2</source>
        <translation>对策略模型而言宽 %1 像素，小于一个 %2 像素的图块</translation>
    </message>
    <message>
        <source>%1 pixels for the policy</source>
        <translation>对策略模型而言 %1 像素</translation>
    </message>
    <message>
        <source>Every class is in every split</source>
        <translation>每个类别都出现在每个划分中</translation>
    </message>
    <message>
        <source>%1 missing in %2</source>
        <translation>%2 中缺少 %1</translation>
    </message>
    <message>
        <source>%1 of rare classes left out</source>
        <translation>已排除罕见类别的 %1</translation>
    </message>
    <message>
        <source>no image of %1</source>
        <translation>没有 %1 的图像</translation>
    </message>
    <message>
        <source>smallest: %1</source>
        <translation>最少：%1</translation>
    </message>
    <message>
        <source>Nothing is labelled for this task yet.</source>
        <translation>此任务还没有任何标注。</translation>
    </message>
    <message>
        <source>No labelled image fits these filters.</source>
        <translation>没有符合筛选条件的已标注图像。</translation>
    </message>
    <message>
        <source>No image falls into %1. Label more patients or choose another split plan.</source>
        <translation>没有图像落入%1。请标注更多患者，或选择其他划分方案。</translation>
    </message>
    <message>
        <source>All images to train on are of one class: there is nothing to learn.</source>
        <translation>训练图像都属于同一类别：没有可学的内容。</translation>
    </message>
    <message>
        <source>The new split plan has no name yet.</source>
        <translation>新的划分方案还没有名称。</translation>
    </message>
    <message>
        <source>There is another split plan named %1: plans never change. Give the new one another name.</source>
        <translation>已有名为 %1 的划分方案：方案一经建立不再改变。请给新方案另取名称。</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>手动</translation>
    </message>
    <message>
        <source>%1 left out: %2</source>
        <translation>已排除 %1：%2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Impossible labels</source>
        <translation>存在不可能的标注</translation>
    </message>
    <message>
        <source>Boxes outside their image</source>
        <translation>有框超出图像</translation>
    </message>
    <message>
        <source>Boxes without an area</source>
        <translation>有框没有面积</translation>
    </message>
    <message>
        <source>Readers disagree</source>
        <translation>阅片者意见不一致</translation>
    </message>
    <message>
        <source>Text burned in, by the header</source>
        <translation>据文件头，有烧录文字</translation>
    </message>
    <message>
        <source>Identical pictures in two splits</source>
        <translation>同一图像出现在两个划分中</translation>
    </message>
    <message>
        <source>Identical pictures of two patients</source>
        <translation>两位患者有同一图像</translation>
    </message>
    <message>
        <source>Contradictory labels for one picture</source>
        <translation>同一图像的标注相互矛盾</translation>
    </message>
    <message>
        <source>Images without a label</source>
        <translation>有图像没有标注</translation>
    </message>
    <message>
        <source>Patients the plan doesn’t know</source>
        <translation>划分方案中没有的患者</translation>
    </message>
    <message>
        <source>The smallest box is too small to be seen</source>
        <translation>最小的框小得看不清</translation>
    </message>
    <message>
        <source>A class isn’t in every split</source>
        <translation>有类别未出现在每个划分中</translation>
    </message>
    <message>
        <source>A class has no image</source>
        <translation>有类别没有图像</translation>
    </message>
</context>
<context>
    <name>ChoiceWords</name>
    <message>
        <source>boxes</source>
        <translation>框</translation>
    </message>
    <message>
        <source>grades</source>
        <translation>分级</translation>
    </message>
    <message>
        <source>classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>The run’s own dataset</source>
        <translation>该训练自己的数据集</translation>
    </message>
    <message>
        <source>Asks for %1, the run answers with %2</source>
        <translation>要求的是%1，该训练的回答是%2</translation>
    </message>
    <message>
        <source>Other classes: %1; the run’s are %2</source>
        <translation>类别不同：%1；该训练的类别是 %2</translation>
    </message>
    <message>
        <source>No test patients in it</source>
        <translation>其中没有测试集患者</translation>
    </message>
    <message>
        <source>%1, version %2</source>
        <translation>%1，版本 %2</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%2的%1</translation>
    </message>
    <message>
        <source>1 test image</source>
        <translation>1 幅测试图像</translation>
    </message>
    <message>
        <source>%1 test images</source>
        <translation>%1 幅测试图像</translation>
    </message>
    <message>
        <source>1 patient</source>
        <translation>1 位患者</translation>
    </message>
    <message>
        <source>%1 patients</source>
        <translation>%1 位患者</translation>
    </message>
</context>
<context>
    <name>ClassNames</name>
    <message>
        <source>“%1” isn’t among the classes any more</source>
        <translation>“%1”已不在类别中</translation>
    </message>
    <message>
        <source>“%1” is “%2” today</source>
        <translation>“%1”现名“%2”</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>另有 %1 个</translation>
    </message>
</context>
<context>
    <name>DiskWords</name>
    <message>
        <source>Studies</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Library and index</source>
        <translation>资料库和索引</translation>
    </message>
    <message>
        <source>Datasets</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Policies</source>
        <translation>策略模型</translation>
    </message>
    <message>
        <source>Runs: answers and their tokens</source>
        <translation>训练：回答及其词元</translation>
    </message>
    <message>
        <source>Runs: checkpoints</source>
        <translation>训练：检查点</translation>
    </message>
    <message>
        <source>Runs: metrics, events, evaluations</source>
        <translation>训练：指标、事件和评估</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Trash</source>
        <translation>回收站</translation>
    </message>
    <message>
        <source>Other files</source>
        <translation>其他文件</translation>
    </message>
    <message>
        <source>Older checkpoints of runs</source>
        <translation>训练的旧检查点</translation>
    </message>
    <message>
        <source>Token files of runs</source>
        <translation>训练的词元文件</translation>
    </message>
    <message>
        <source>Half-made files and folders</source>
        <translation>未完成的文件和文件夹</translation>
    </message>
    <message>
        <source>Each run keeps its best and its newest checkpoint: it can be resumed and evaluated.</source>
        <translation>每次训练保留最佳和最新的检查点：仍可继续训练和评估。</translation>
    </message>
    <message>
        <source>Answers, rewards and reasons stay; the likelihood of single words is no longer shown.</source>
        <translation>回答、奖励和理由保留；不再显示单个词的概率。</translation>
    </message>
    <message>
        <source>Left by a program that was stopped in the middle; nothing refers to them.</source>
        <translation>程序中途停止时留下；没有任何内容引用它们。</translation>
    </message>
    <message>
        <source>%1: its run is being trained</source>
        <translation>%1：正在训练中</translation>
    </message>
    <message>
        <source>%1: it is in use again</source>
        <translation>%1：又在使用中</translation>
    </message>
</context>
<context>
    <name>DraftTexts</name>
    <message>
        <source>%1, with a box</source>
        <translation>%1，有框</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>no label</source>
        <translation>无标注</translation>
    </message>
    <message>
        <source>another reader’s label</source>
        <translation>其他阅片者的标注</translation>
    </message>
    <message>
        <source>attributes missing</source>
        <translation>缺少属性</translation>
    </message>
    <message>
        <source>readers disagree</source>
        <translation>阅片者意见不一致</translation>
    </message>
    <message>
        <source>no box</source>
        <translation>无框</translation>
    </message>
    <message>
        <source>not in the plan</source>
        <translation>不在方案中</translation>
    </message>
    <message>
        <source>left out by a check</source>
        <translation>因检查项排除</translation>
    </message>
    <message>
        <source>left out by hand</source>
        <translation>手动排除</translation>
    </message>
    <message>
        <source>the same images, labels and splits</source>
        <translation>图像、标注和划分均相同</translation>
    </message>
    <message>
        <source>1 image</source>
        <translation>1 幅图像</translation>
    </message>
    <message>
        <source>%1 images</source>
        <translation>%1 幅图像</translation>
    </message>
    <message>
        <source>+ %1 of 1 patient</source>
        <translation>+ %1（1 位患者）</translation>
    </message>
    <message>
        <source>+ %1 of %2 patients</source>
        <translation>+ %1（%2 位患者）</translation>
    </message>
    <message>
        <source>1 label changed</source>
        <translation>1 个标注改变</translation>
    </message>
    <message>
        <source>%1 labels changed</source>
        <translation>%1 个标注改变</translation>
    </message>
    <message>
        <source>%1 in another split</source>
        <translation>%1 换了划分</translation>
    </message>
</context>
<context>
    <name>EditNames</name>
    <message>
        <source>Delete patient</source>
        <translation>删除患者</translation>
    </message>
    <message>
        <source>Delete study</source>
        <translation>删除检查</translation>
    </message>
    <message>
        <source>Delete series</source>
        <translation>删除序列</translation>
    </message>
    <message>
        <source>Delete image</source>
        <translation>删除图像</translation>
    </message>
    <message>
        <source>Restore patient</source>
        <translation>恢复患者</translation>
    </message>
    <message>
        <source>Restore study</source>
        <translation>恢复检查</translation>
    </message>
    <message>
        <source>Restore series</source>
        <translation>恢复序列</translation>
    </message>
    <message>
        <source>Restore image</source>
        <translation>恢复图像</translation>
    </message>
    <message>
        <source>Annotations from %1</source>
        <translation>来自 %1 的标注</translation>
    </message>
</context>
<context>
    <name>EngineWords</name>
    <message>
        <source>Engine %1, LibTorch %2</source>
        <translation>引擎 %1，LibTorch %2</translation>
    </message>
    <message>
        <source>A GPU can be used</source>
        <translation>可使用 GPU</translation>
    </message>
    <message>
        <source>No GPU can be used; training runs on the processor</source>
        <translation>没有可用的 GPU；在处理器上训练</translation>
    </message>
    <message>
        <source>%1 billion multiplications and additions a second</source>
        <translation>每秒 %1 × 10⁹ 次乘加运算</translation>
    </message>
    <message>
        <source>%1, %2 cores, %3 of memory</source>
        <translation>%1，%2 核，%3 内存</translation>
    </message>
</context>
<context>
    <name>EvaluationTexts</name>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>Share of images answered right</source>
        <translation>回答正确的图像所占比例</translation>
    </message>
    <message>
        <source>Always the commonest answer</source>
        <translation>总答最常见的答案</translation>
    </message>
    <message>
        <source>What a constant answer reaches on these images</source>
        <translation>固定回答在这些图像上能达到的水平</translation>
    </message>
    <message>
        <source>Balanced accuracy</source>
        <translation>平衡准确率</translation>
    </message>
    <message>
        <source>Mean of the classes’ sensitivities: rare classes count as much as common ones</source>
        <translation>各类别灵敏度的平均：少见类别与常见类别同等计入</translation>
    </message>
    <message>
        <source>Weighted kappa</source>
        <translation>加权 kappa</translation>
    </message>
    <message>
        <source>Agreement of grades beyond chance, far misses weighing more; 1 is perfect</source>
        <translation>分级超出偶然的一致程度，偏差越大权重越高；1 为完全一致</translation>
    </message>
    <message>
        <source>Mean grade error</source>
        <translation>平均分级误差</translation>
    </message>
    <message>
        <source>How many grades an answer lies off; no valid answer counts as the farthest</source>
        <translation>回答偏离几级；没有有效回答按最大偏差计</translation>
    </message>
    <message>
        <source>Box overlap</source>
        <translation>框重叠度</translation>
    </message>
    <message>
        <source>Mean overlap of the boxes with the reference</source>
        <translation>框与参考的平均重叠度</translation>
    </message>
    <message>
        <source>Boxes found (AP50)</source>
        <translation>找到的框（AP50）</translation>
    </message>
    <message>
        <source>Average precision where half an overlap counts as found</source>
        <translation>重叠过半即算找到时的平均精度</translation>
    </message>
    <message>
        <source>Image gain, exchanged</source>
        <translation>图像增益，交换图像</translation>
    </message>
    <message>
        <source>Score with the true images minus score with images of other patients</source>
        <translation>使用真实图像的得分减去使用其他患者图像的得分</translation>
    </message>
    <message>
        <source>Image gain, blank</source>
        <translation>图像增益，空白图像</translation>
    </message>
    <message>
        <source>Score with the true images minus score with blank ones</source>
        <translation>使用真实图像的得分减去使用空白图像的得分</translation>
    </message>
    <message>
        <source>Truth of attributes</source>
        <translation>属性真实率</translation>
    </message>
    <message>
        <source>Share of the attributes named in the reasoning that are true of the image</source>
        <translation>推理中提到的属性里符合图像的比例</translation>
    </message>
    <message>
        <source>%1, %2 to %3</source>
        <translation>%1，%2 至 %3</translation>
    </message>
    <message>
        <source>Different words</source>
        <translation>不同的词</translation>
    </message>
    <message>
        <source>Different words by all words of the reasonings: low where they repeat each other</source>
        <translation>推理中不同的词占所有词的比例：相互重复时较低</translation>
    </message>
    <message>
        <source>Different pairs of words</source>
        <translation>不同的词对</translation>
    </message>
    <message>
        <source>The same for pairs of neighbouring words</source>
        <translation>相邻词对的同样比例</translation>
    </message>
    <message>
        <source>Words a reasoning</source>
        <translation>每段推理的词数</translation>
    </message>
    <message>
        <source>Mean length</source>
        <translation>平均长度</translation>
    </message>
    <message>
        <source>Answers cut off</source>
        <translation>被截断的回答</translation>
    </message>
    <message>
        <source>Share that reached the longest length allowed</source>
        <translation>达到允许最大长度的比例</translation>
    </message>
</context>
<context>
    <name>ExternalTexts</name>
    <message>
        <source>%1: sensitivity</source>
        <translation>%1：灵敏度</translation>
    </message>
    <message>
        <source>Share of the images of this class that are answered so</source>
        <translation>该类别的图像中回答为该类别的占比</translation>
    </message>
    <message>
        <source>%1: specificity</source>
        <translation>%1：特异度</translation>
    </message>
    <message>
        <source>Share of the images of other classes that aren’t answered so</source>
        <translation>其他类别的图像中没有回答为该类别的占比</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Patients</source>
        <translation>患者</translation>
    </message>
</context>
<context>
    <name>FilterPanel</name>
    <message>
        <source>Ultrasound (US)</source>
        <translation>超声（US）</translation>
    </message>
    <message>
        <source>Mammography (MG)</source>
        <translation>乳腺 X 线摄影（MG）</translation>
    </message>
    <message>
        <source>Radiography (CR)</source>
        <translation>X 线摄影（CR）</translation>
    </message>
    <message>
        <source>Radiography (DX)</source>
        <translation>X 线摄影（DX）</translation>
    </message>
    <message>
        <source>Slide microscopy (SM)</source>
        <translation>病理切片（SM）</translation>
    </message>
    <message>
        <source>Ophthalmic photography (OP)</source>
        <translation>眼科摄影（OP）</translation>
    </message>
    <message>
        <source>Other (OT)</source>
        <translation>其他（OT）</translation>
    </message>
</context>
<context>
    <name>LabelTexts</name>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>1 box</source>
        <translation>1 个框</translation>
    </message>
    <message>
        <source>%1 boxes</source>
        <translation>%1 个框</translation>
    </message>
</context>
<context>
    <name>LibraryTexts</name>
    <message>
        <source>series %1</source>
        <translation>序列 %1</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>序列</translation>
    </message>
    <message>
        <source>train</source>
        <translation>训练集</translation>
    </message>
    <message>
        <source>held out</source>
        <translation>保留集</translation>
    </message>
    <message>
        <source>test</source>
        <translation>测试集</translation>
    </message>
    <message>
        <source>Unknown patient</source>
        <translation>未知患者</translation>
    </message>
    <message>
        <source>study …%1</source>
        <translation>检查 …%1</translation>
    </message>
</context>
<context>
    <name>LibraryWords</name>
    <message>
        <source>public domain</source>
        <translation>公有领域</translation>
    </message>
    <message>
        <source>LibTorch (engine)</source>
        <translation>LibTorch（引擎）</translation>
    </message>
    <message>
        <source>BLAS (engine)</source>
        <translation>BLAS（引擎）</translation>
    </message>
    <message>
        <source>that of its library</source>
        <translation>以该库为准</translation>
    </message>
</context>
<context>
    <name>MachineTexts</name>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>1 core</source>
        <translation>1 核</translation>
    </message>
    <message>
        <source>%1 cores</source>
        <translation>%1 核</translation>
    </message>
</context>
<context>
    <name>MeasurementTexts</name>
    <message>
        <source>%1 mm</source>
        <translation>%1 mm</translation>
    </message>
    <message>
        <source>%1 pixels</source>
        <translation>%1 像素</translation>
    </message>
    <message>
        <source>Area %1 mm²</source>
        <translation>面积 %1 mm²</translation>
    </message>
    <message>
        <source>Area %1 pixels</source>
        <translation>面积 %1 像素</translation>
    </message>
    <message>
        <source>Mean %1</source>
        <translation>均值 %1</translation>
    </message>
    <message>
        <source>SD %1</source>
        <translation>标准差 %1</translation>
    </message>
</context>
<context>
    <name>PhraseTexts</name>
    <message>
        <source>, </source>
        <comment>between the parts of a list</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>; </source>
        <comment>between clauses</comment>
        <translation>；</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>title and text</comment>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>PresetTexts</name>
    <message>
        <source>CT brain</source>
        <translation>CT 脑</translation>
    </message>
    <message>
        <source>CT lung</source>
        <translation>CT 肺</translation>
    </message>
    <message>
        <source>CT bone</source>
        <translation>CT 骨</translation>
    </message>
    <message>
        <source>CT abdomen</source>
        <translation>CT 腹部</translation>
    </message>
    <message>
        <source>CT mediastinum</source>
        <translation>CT 纵隔</translation>
    </message>
    <message>
        <source>CT vessels</source>
        <translation>CT 血管</translation>
    </message>
    <message>
        <source>As stored</source>
        <translation>按存储值</translation>
    </message>
    <message>
        <source>Window from header</source>
        <translation>文件头中的窗</translation>
    </message>
    <message>
        <source>Header, window %1</source>
        <translation>文件头，窗 %1</translation>
    </message>
    <message>
        <source>Header, %1</source>
        <translation>文件头，%1</translation>
    </message>
    <message>
        <source>Whole range</source>
        <translation>全部范围</translation>
    </message>
</context>
<context>
    <name>RunWords</name>
    <message>
        <source>plain RFT</source>
        <translation>普通 RFT</translation>
    </message>
    <message>
        <source>RFT, knowledge</source>
        <translation>RFT，知识</translation>
    </message>
    <message>
        <source>RFT, recitation penalised</source>
        <translation>RFT，惩罚复述</translation>
    </message>
    <message>
        <source>RFT, recitation rewarded</source>
        <translation>RFT，奖励复述</translation>
    </message>
    <message>
        <source>RFT, fuzzy grades</source>
        <translation>RFT，模糊分级</translation>
    </message>
    <message>
        <source>RFT, localised first</source>
        <translation>RFT，先定位</translation>
    </message>
    <message>
        <source>RFT, as many updates</source>
        <translation>RFT，更新次数相同</translation>
    </message>
    <message>
        <source>VRFT-Aug</source>
        <translation>VRFT-Aug</translation>
    </message>
    <message>
        <source>SFT, supervised</source>
        <translation>SFT，监督</translation>
    </message>
    <message>
        <source>can’t be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>%1, seed %2</source>
        <translation>%1，随机种子 %2</translation>
    </message>
    <message>
        <source>not started</source>
        <translation>未开始</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练中</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>stopped answering</source>
        <translation>无响应</translation>
    </message>
    <message>
        <source>looking for a sign of life</source>
        <translation>正在等待存活信号</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>第 %1 / %2 步</translation>
    </message>
    <message>
        <source>paused at %1</source>
        <translation>暂停于第 %1 步</translation>
    </message>
    <message>
        <source>stopped at %1</source>
        <translation>停止于第 %1 步</translation>
    </message>
    <message>
        <source>failed at %1</source>
        <translation>失败于第 %1 步</translation>
    </message>
    <message>
        <source>died at %1</source>
        <translation>中断于第 %1 步</translation>
    </message>
    <message>
        <source>Loading the policy</source>
        <translation>正在载入策略模型</translation>
    </message>
    <message>
        <source>Sampling answers for step %1</source>
        <translation>正在为第 %1 步采样回答</translation>
    </message>
    <message>
        <source>Rewarding the answers of step %1</source>
        <translation>正在为第 %1 步的回答评奖</translation>
    </message>
    <message>
        <source>Learning from step %1</source>
        <translation>正在学习第 %1 步</translation>
    </message>
    <message>
        <source>Asking the held-out images after step %1</source>
        <translation>第 %1 步后正在评估保留集图像</translation>
    </message>
    <message>
        <source>Saving step %1</source>
        <translation>正在保存第 %1 步</translation>
    </message>
    <message>
        <source>Paused in step %1</source>
        <translation>暂停于第 %1 步</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>%1前</translation>
    </message>
    <message>
        <source>The disk is full. The run is paused in step %1.</source>
        <translation>磁盘已满。训练暂停于第 %1 步。</translation>
    </message>
    <message>
        <source>The run failed in step %1</source>
        <translation>训练在第 %1 步失败</translation>
    </message>
    <message>
        <source>Most answers of an image earn the same: nothing is learned</source>
        <translation>同一图像的回答大多得到相同奖励：学不到东西</translation>
    </message>
    <message>
        <source>An update was no number and was left out</source>
        <translation>一次更新不是有效数字，已略过</translation>
    </message>
    <message>
        <source>%1 stopped answering</source>
        <translation>%1 无响应</translation>
    </message>
    <message>
        <source>everything up to step %1 is saved.</source>
        <translation>第 %1 步及之前的内容均已保存。</translation>
    </message>
    <message>
        <source>nothing was saved yet; it begins again.</source>
        <translation>尚未保存任何内容；将从头开始。</translation>
    </message>
    <message>
        <source>Its last step was %1; %2</source>
        <translation>最后一步是第 %1 步；%2</translation>
    </message>
    <message>
        <source>Its engine (process %1) has been silent for %2. Wait if the machine slept or the disk is busy; else end it and go on.</source>
        <translation>其引擎（进程 %1）已 %2没有响应。如果计算机曾休眠或磁盘繁忙，请等待；否则请结束它再继续。</translation>
    </message>
    <message>
        <source>another run’s policy (%1)</source>
        <translation>另一次训练的策略模型（%1）</translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation>随机种子 %1</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>起点 %1</translation>
    </message>
    <message>
        <source>on %1</source>
        <translation>数据集 %1</translation>
    </message>
    <message>
        <source>%1 steps</source>
        <translation>%1 步</translation>
    </message>
    <message>
        <source>made %1</source>
        <translation>建于 %1</translation>
    </message>
    <message>
        <source>Answers are cut off</source>
        <translation>回答被截断</translation>
    </message>
    <message>
        <source>One character again and again</source>
        <translation>反复出现同一个字符</translation>
    </message>
    <message>
        <source>Most answers can’t be read</source>
        <translation>大多数回答无法读取</translation>
    </message>
    <message>
        <source>The policy has moved far from its start</source>
        <translation>策略模型已远离起点</translation>
    </message>
    <message>
        <source>The policy leaves nothing open</source>
        <translation>策略模型不再留有余地</translation>
    </message>
    <message>
        <source>The policy becomes undecided</source>
        <translation>策略模型变得犹豫不定</translation>
    </message>
    <message>
        <source>The reasoning is skipped</source>
        <translation>推理被跳过</translation>
    </message>
    <message>
        <source>The reasoning drifts while the reward holds</source>
        <translation>奖励不降，推理却在偏离</translation>
    </message>
    <message>
        <source>Boxes drift away</source>
        <translation>框在偏离</translation>
    </message>
    <message>
        <source>The policy answers almost always the same</source>
        <translation>策略模型几乎总给出同一回答</translation>
    </message>
    <message>
        <source>One part of the reward decides alone</source>
        <translation>奖励由其中一部分独自决定</translation>
    </message>
    <message>
        <source>Sampled answers are far worse than greedy ones</source>
        <translation>采样的回答远差于贪心的回答</translation>
    </message>
    <message>
        <source>The answers don’t depend on the images</source>
        <translation>回答与图像无关</translation>
    </message>
    <message>
        <source>Steps have become slow</source>
        <translation>每步变慢</translation>
    </message>
    <message>
        <source>The disk fills up</source>
        <translation>磁盘即将写满</translation>
    </message>
    <message>
        <source>boxes first</source>
        <translation>先学框</translation>
    </message>
    <message>
        <source>the task itself</source>
        <translation>任务本身</translation>
    </message>
</context>
<context>
    <name>SampleBookTexts</name>
    <message>
        <source>1 box</source>
        <translation>1 个框</translation>
    </message>
    <message>
        <source>%1 boxes</source>
        <translation>%1 个框</translation>
    </message>
</context>
<context>
    <name>SavedRecipes</name>
    <message>
        <source>Type a name.</source>
        <translation>请输入名称。</translation>
    </message>
    <message>
        <source>The name is too long.</source>
        <translation>名称太长。</translation>
    </message>
    <message>
        <source>A name has no slash and doesn’t begin with a point.</source>
        <translation>名称不能含斜杠，也不能以点开头。</translation>
    </message>
</context>
<context>
    <name>SetTexts</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1, %2 images of %3 × %4 pixels, %5.</source>
        <translation>%1，%2 张图像，%3 × %4 像素，%5。</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>灰度</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>彩色</translation>
    </message>
    <message>
        <source>Classes: %1.</source>
        <translation>类别：%1。</translation>
    </message>
    <message>
        <source>Official splits: train %1, held out %2, test %3.</source>
        <translation>官方划分：训练集 %1，保留集 %2，测试集 %3。</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 等（另有 %2 项）</translation>
    </message>
</context>
<context>
    <name>StackTexts</name>
    <message>
        <source>%1 frames are shown in the order they came: the geometry in their headers can’t be used</source>
        <translation>%1 帧按原有顺序显示：文件头中的几何信息不可用</translation>
    </message>
    <message>
        <source>%1 frames are shown in the order they came: their headers have no position</source>
        <translation>%1 帧按原有顺序显示：文件头中没有位置</translation>
    </message>
    <message>
        <source>The slices are tilted by %1 degrees against the line they are stacked along</source>
        <translation>层面相对于堆叠方向倾斜 %1 度</translation>
    </message>
    <message>
        <source>%1 of %2 positions is missing: slices are %3 mm apart, but %4 times more</source>
        <translation>%2 个位置中缺少 %1 个：层间距 %3 mm，但有一处为其 %4 倍</translation>
    </message>
    <message>
        <source>%1 of %2 positions are missing: slices are %3 mm apart, but %4 times more</source>
        <translation>%2 个位置中缺少 %1 个：层间距 %3 mm，但有的为其 %4 倍</translation>
    </message>
    <message>
        <source>Slices are at unequal distances, from %1 to %2 mm</source>
        <translation>层间距不等，从 %1 到 %2 mm</translation>
    </message>
    <message>
        <source>%1 of %2 positions hold several frames</source>
        <translation>%2 个位置中有 %1 个含多帧</translation>
    </message>
    <message>
        <source>%1 positions of %2 frames each, such as times or echoes: a series in four dimensions</source>
        <translation>%1 个位置，每个 %2 帧（如时间点或回波）：四维序列</translation>
    </message>
    <message>
        <source>axial</source>
        <translation>横断面</translation>
    </message>
    <message>
        <source>coronal</source>
        <translation>冠状面</translation>
    </message>
    <message>
        <source>sagittal</source>
        <translation>矢状面</translation>
    </message>
    <message>
        <source>oblique</source>
        <translation>斜面</translation>
    </message>
</context>
<context>
    <name>Traces</name>
    <message>
        <source>The run doesn’t say which dataset its stage “%1” uses.</source>
        <translation>训练没有说明阶段“%1”使用哪个数据集。</translation>
    </message>
    <message>
        <source>none on this image</source>
        <translation>此图像上无</translation>
    </message>
    <message>
        <source>1 box</source>
        <translation>1 个框</translation>
    </message>
    <message>
        <source>%1 boxes</source>
        <translation>%1 个框</translation>
    </message>
    <message>
        <source>This trace can’t be read any more</source>
        <translation>此轨迹已无法读取</translation>
    </message>
    <message>
        <source>The run’s dataset has no sample %1.</source>
        <translation>训练的数据集中没有样本 %1。</translation>
    </message>
    <message>
        <source>This run keeps no word pieces of these answers.</source>
        <translation>此训练没有保留这些回答的词元。</translation>
    </message>
    <message>
        <source>Right, right reason</source>
        <translation>答案对，理由对</translation>
    </message>
    <message>
        <source>Right, wrong reason</source>
        <translation>答案对，理由错</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Invented finding</source>
        <translation>虚构所见</translation>
    </message>
    <message>
        <source>Unreadable</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练中</translation>
    </message>
    <message>
        <source>held out</source>
        <translation>保留集</translation>
    </message>
    <message>
        <source>image exchanged</source>
        <translation>已换图</translation>
    </message>
    <message>
        <source>held out, step %1</source>
        <translation>保留集，第 %1 步</translation>
    </message>
    <message>
        <source>held out, all steps</source>
        <translation>保留集，全部步</translation>
    </message>
    <message>
        <source>training, all steps</source>
        <translation>训练，全部步</translation>
    </message>
    <message>
        <source>all answers</source>
        <translation>全部回答</translation>
    </message>
    <message>
        <source>test</source>
        <translation>测试集</translation>
    </message>
    <message>
        <source>test, checkpoint of step %1</source>
        <translation>测试集，第 %1 步的检查点</translation>
    </message>
</context>
<context>
    <name>VersionTexts</name>
    <message>
        <source>split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>label</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>grade</source>
        <translation>分级</translation>
    </message>
    <message>
        <source>boxes</source>
        <translation>框</translation>
    </message>
    <message>
        <source>attributes</source>
        <translation>属性</translation>
    </message>
    <message>
        <source>reasoning</source>
        <translation>推理</translation>
    </message>
    <message>
        <source>shown or sized differently</source>
        <translation>显示方式或尺寸不同</translation>
    </message>
    <message>
        <source>held out</source>
        <translation>保留集</translation>
    </message>
    <message>
        <source>%1: %2 → %3</source>
        <translation>%1：%2 → %3</translation>
    </message>
    <message>
        <source>1 image</source>
        <translation>1 幅图像</translation>
    </message>
    <message>
        <source>%1 images</source>
        <translation>%1 幅图像</translation>
    </message>
    <message>
        <source>1 label changed</source>
        <translation>1 个标注改变</translation>
    </message>
    <message>
        <source>%1 labels changed</source>
        <translation>%1 个标注改变</translation>
    </message>
    <message>
        <source>%1 in another split</source>
        <translation>%1 换了划分</translation>
    </message>
    <message>
        <source>%1 shown differently</source>
        <translation>%1 显示方式不同</translation>
    </message>
    <message>
        <source>patients joined</source>
        <translation>合并了患者</translation>
    </message>
    <message>
        <source>knowledge changed</source>
        <translation>知识有改动</translation>
    </message>
    <message>
        <source>no change</source>
        <translation>无变化</translation>
    </message>
    <message>
        <source>boxes: %1</source>
        <translation>框：%1</translation>
    </message>
    <message>
        <source>added</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>taken out</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>已改变</translation>
    </message>
    <message>
        <source>patient joined</source>
        <translation>患者已合并</translation>
    </message>
    <message>
        <source>Its folder %1 is gone. Put it back from a copy, or freeze again.</source>
        <translation>其文件夹 %1 已不存在。请从副本恢复，或重新冻结。</translation>
    </message>
    <message>
        <source>The link %1 names no folder.</source>
        <translation>链接 %1 没有指向文件夹。</translation>
    </message>
</context>
<context>
    <name>WatchWords</name>
    <message>
        <source>A newer version of this program made this run. Open it there, or update this program. Nothing in it was changed.</source>
        <translation>此训练由更新版本的程序建立。请用该版本打开，或更新本程序。其中内容未作任何改动。</translation>
    </message>
    <message>
        <source>Images and references are missing: %1</source>
        <translation>缺少图像和参考答案：%1</translation>
    </message>
    <message>
        <source>The dataset isn’t there any more (%1). Answers stand without images and references.</source>
        <translation>数据集已不存在（%1）。回答仍在，但没有图像和参考答案。</translation>
    </message>
    <message>
        <source>1 torn line passed over</source>
        <translation>跳过 1 行残缺记录</translation>
    </message>
    <message>
        <source>%1 torn lines passed over</source>
        <translation>跳过 %1 行残缺记录</translation>
    </message>
</context>
<context>
    <name>core</name>
    <message>
        <source>In step %1 %2 is %3: that update was not applied, the run goes on without it.</source>
        <translation>在第 %1 步，%2 为 %3：该次更新未应用，训练继续进行。</translation>
    </message>
    <message>
        <source>If it comes again, stop, and make a run with a lower learning rate or a higher KL weight.</source>
        <translation>如果再次出现，请停止，并用更低的学习率或更高的 KL 权重新建训练。</translation>
    </message>
    <message>
        <source>Rolled back to the checkpoint of step %1, after %2 steps in a row without a finite update; the run goes on from there with other images.</source>
        <translation>连续 %2 步没有有限的更新，已回到第 %1 步的检查点；训练从那里用其他图像继续。</translation>
    </message>
    <message>
        <source>If it comes again, make a run with a lower learning rate or a higher KL weight.</source>
        <translation>如果再次出现，请用更低的学习率或更高的 KL 权重新建训练。</translation>
    </message>
    <message>
        <source>Out of memory in step %1 while learning from %2 tokens at once: the step is done again with at most %3 at once, and its result is the same.</source>
        <translation>第 %1 步一次学习 %2 个词元时内存不足：该步改为一次最多 %3 个词元重做，结果相同。</translation>
    </message>
    <message>
        <source>Nothing is lost; steps take a little longer from here on. More memory, shorter answers or smaller images avoid it.</source>
        <translation>没有任何损失；此后每步稍慢一些。更多内存、更短的回答或更小的图像可以避免。</translation>
    </message>
    <message>
        <source>For %1 steps more than %2 % of the groups had equal rewards for all completions: nothing can be learned from them.</source>
        <translation>连续 %1 步，超过 %2 % 的组中所有回答的奖励都相同：从中学不到任何东西。</translation>
    </message>
    <message>
        <source>Read some completions with their rewards. If all are wrong, start from a better policy or reward near answers (fuzzy grades); if all are right, the run is done; else raise the temperature.</source>
        <translation>请阅读一些回答及其奖励。如果全部错误，请从更好的策略模型开始，或奖励接近的答案（模糊分级）；如果全部正确，训练就已完成；否则请提高温度。</translation>
    </message>
    <message>
        <source>Free the space: the run goes on by itself. Nothing is lost.</source>
        <translation>请腾出空间：训练会自行继续。没有任何损失。</translation>
    </message>
    <message>
        <source>A checkpoint is damaged and passed over: %1</source>
        <translation>一个检查点已损坏，已跳过：%1</translation>
    </message>
    <message>
        <source>no checkpoint of this run is sound any more</source>
        <translation>该训练已没有完好的检查点</translation>
    </message>
    <message>
        <source>Figures of these steps are lost; training isn&apos;t</source>
        <translation>这些步的数值已丢失；训练没有</translation>
    </message>
    <message>
        <source>Write control.json again</source>
        <translation>请重新写入 control.json</translation>
    </message>
    <message>
        <source>Choose Continue to go on</source>
        <translation>请选择“继续”</translation>
    </message>
    <message>
        <source>the folder exists already</source>
        <translation>该文件夹已存在</translation>
    </message>
    <message>
        <source>Choose another name</source>
        <translation>请选择其他名称</translation>
    </message>
    <message>
        <source>a file is needed, this is a folder</source>
        <translation>需要文件，而这是文件夹</translation>
    </message>
    <message>
        <source>Check the path</source>
        <translation>请检查路径</translation>
    </message>
    <message>
        <source>can&apos;t read the file</source>
        <translation>无法读取文件</translation>
    </message>
    <message>
        <source>can&apos;t write the file</source>
        <translation>无法写入文件</translation>
    </message>
    <message>
        <source>Check the disk</source>
        <translation>请检查磁盘</translation>
    </message>
    <message>
        <source>a file stands where a folder is needed</source>
        <translation>需要文件夹的位置上是一个文件</translation>
    </message>
    <message>
        <source>Move it away or choose another place</source>
        <translation>请移走它，或选择其他位置</translation>
    </message>
    <message>
        <source>not valid JSON: %1</source>
        <translation>不是有效的 JSON：%1</translation>
    </message>
    <message>
        <source>Correct the file or make it again</source>
        <translation>请更正文件或重新生成</translation>
    </message>
    <message>
        <source>format %1 is newer than this program&apos;s %2</source>
        <translation>格式 %1 比本程序的 %2 更新</translation>
    </message>
    <message>
        <source>Open it with the program version that wrote it, or update this one</source>
        <translation>请用写入它的程序版本打开，或更新本程序</translation>
    </message>
    <message>
        <source>there is no such folder</source>
        <translation>没有这个文件夹</translation>
    </message>
    <message>
        <source>there is no such file</source>
        <translation>没有这个文件</translation>
    </message>
    <message>
        <source>there is no workspace here</source>
        <translation>这里没有工作区</translation>
    </message>
    <message>
        <source>there is a workspace already</source>
        <translation>这里已有工作区</translation>
    </message>
    <message>
        <source>Open it, or choose another folder</source>
        <translation>请打开它，或选择其他文件夹</translation>
    </message>
    <message>
        <source>the folder isn&apos;t empty (&quot;%1&quot;)</source>
        <translation>文件夹不为空（“%1”）</translation>
    </message>
    <message>
        <source>Choose a new or an empty folder for the workspace</source>
        <translation>请为工作区选择一个新的或空的文件夹</translation>
    </message>
    <message>
        <source>another program has the library open</source>
        <translation>另一个程序已打开该数据库</translation>
    </message>
    <message>
        <source>Close it first</source>
        <translation>请先关闭它</translation>
    </message>
    <message>
        <source>the library is damaged: %1</source>
        <translation>数据库已损坏：%1</translation>
    </message>
    <message>
        <source>the library can&apos;t be written: %1</source>
        <translation>无法写入数据库：%1</translation>
    </message>
    <message>
        <source>Choose a folder you may write to, or change its permissions</source>
        <translation>请选择可以写入的文件夹，或更改其权限</translation>
    </message>
    <message>
        <source>this disk can&apos;t hold a write-ahead log</source>
        <translation>该磁盘不能存放预写日志</translation>
    </message>
    <message>
        <source>Put the workspace on a local disk</source>
        <translation>请把工作区放在本地磁盘上</translation>
    </message>
    <message>
        <source>the workspace has schema %1, this program knows up to %2</source>
        <translation>工作区的结构版本为 %1，本程序只认识到 %2</translation>
    </message>
    <message>
        <source>there is no such backup</source>
        <translation>没有这个备份</translation>
    </message>
    <message>
        <source>Look into the folder backups</source>
        <translation>请查看 backups 文件夹</translation>
    </message>
    <message>
        <source>the backup is damaged: %1</source>
        <translation>备份已损坏：%1</translation>
    </message>
    <message>
        <source>Choose another backup</source>
        <translation>请选择其他备份</translation>
    </message>
    <message>
        <source>the annotated image isn&apos;t stored</source>
        <translation>所标注的图像没有存储</translation>
    </message>
    <message>
        <source>Import it first</source>
        <translation>请先导入</translation>
    </message>
    <message>
        <source>the image that was measured isn&apos;t in the workspace</source>
        <translation>所测量的图像不在工作区中</translation>
    </message>
    <message>
        <source>Import it again</source>
        <translation>请重新导入</translation>
    </message>
    <message>
        <source>%1 annotations wouldn&apos;t fit the changed task: %2</source>
        <translation>%1 个标注与更改后的任务不符：%2</translation>
    </message>
    <message>
        <source>Change those annotations first, or give the new task another id</source>
        <translation>请先更改这些标注，或给新任务另一个标识</translation>
    </message>
    <message>
        <source>there is nothing to import</source>
        <translation>没有可导入的内容</translation>
    </message>
    <message>
        <source>the import was cancelled</source>
        <translation>导入已取消</translation>
    </message>
    <message>
        <source>the bytes changed while they were read</source>
        <translation>读取时文件内容发生了变化</translation>
    </message>
    <message>
        <source>Import the file again when nothing writes to it</source>
        <translation>请在没有程序写入时重新导入该文件</translation>
    </message>
    <message>
        <source>Leave the file out or export it again from its source</source>
        <translation>请略过该文件，或从来源重新导出</translation>
    </message>
    <message>
        <source>Leave the file out</source>
        <translation>请略过该文件</translation>
    </message>
    <message>
        <source>Leave it out</source>
        <translation>请略过它</translation>
    </message>
    <message>
        <source>the file needs more memory than is allowed</source>
        <translation>该文件需要的内存超出允许范围</translation>
    </message>
    <message>
        <source>reading was stopped</source>
        <translation>读取已停止</translation>
    </message>
    <message>
        <source>Install vrftaug-data beside this program, then open the image again</source>
        <translation>请把 vrftaug-data 安装在本程序旁边，然后重新打开图像</translation>
    </message>
    <message>
        <source>freezing was stopped</source>
        <translation>冻结已停止</translation>
    </message>
    <message>
        <source>there is nothing labelled for task %1 to freeze</source>
        <translation>任务 %1 没有可冻结的标注</translation>
    </message>
    <message>
        <source>Annotate images for this task first</source>
        <translation>请先为该任务标注图像</translation>
    </message>
    <message>
        <source>all training samples are of one class, so there is nothing to learn</source>
        <translation>所有训练样本都属于同一类别，因此学不到任何东西</translation>
    </message>
    <message>
        <source>Label images of another class too</source>
        <translation>请也标注其他类别的图像</translation>
    </message>
    <message>
        <source>this is no dataset folder: it has no dataset.json</source>
        <translation>这不是数据集文件夹：没有 dataset.json</translation>
    </message>
    <message>
        <source>Freeze one with vrftaug-data dataset, or check the path</source>
        <translation>请用 vrftaug-data dataset 冻结一个，或检查路径</translation>
    </message>
    <message>
        <source>the image&apos;s pixels aren&apos;t those that were frozen</source>
        <translation>图像的像素与冻结时不同</translation>
    </message>
    <message>
        <source>another dataset lies where the run&apos;s was</source>
        <translation>训练所用数据集的位置上是另一个数据集</translation>
    </message>
    <message>
        <source>Bring the old one back; traces are shown without images</source>
        <translation>请恢复原来的数据集；轨迹暂不显示图像</translation>
    </message>
    <message>
        <source>there is a policy named %1 already</source>
        <translation>已有名为 %1 的策略模型</translation>
    </message>
    <message>
        <source>the folder that %1 is linked to isn&apos;t there</source>
        <translation>%1 链接的文件夹不存在</translation>
    </message>
    <message>
        <source>Put it back, or take the policy out and add it again</source>
        <translation>请放回该文件夹，或移除策略模型后重新添加</translation>
    </message>
    <message>
        <source>there is no policy named %1</source>
        <translation>没有名为 %1 的策略模型</translation>
    </message>
    <message>
        <source>this folder is no run: it has no run.json</source>
        <translation>该文件夹不是训练：没有 run.json</translation>
    </message>
    <message>
        <source>the file became shorter: %1 bytes were read, it has %2</source>
        <translation>文件变短了：已读取 %1 字节，现有 %2 字节</translation>
    </message>
    <message>
        <source>Open the run again</source>
        <translation>请重新打开该训练</translation>
    </message>
    <message>
        <source>the answer isn&apos;t there any more</source>
        <translation>该回答已不存在</translation>
    </message>
    <message>
        <source>the token statistics of this part of the run are no longer kept</source>
        <translation>该训练这一部分的词元统计已不再保留</translation>
    </message>
    <message>
        <source>the program that trains isn&apos;t there</source>
        <translation>用于训练的程序不存在</translation>
    </message>
    <message>
        <source>the program that trains can&apos;t be started</source>
        <translation>用于训练的程序无法启动</translation>
    </message>
    <message>
        <source>Install the program completely</source>
        <translation>请完整安装本程序</translation>
    </message>
    <message>
        <source>Install the program completely, or build it with training</source>
        <translation>请完整安装本程序，或在编译时包含训练部分</translation>
    </message>
    <message>
        <source>Out of memory in step %1 while %2 answers were sampled at once: they are sampled again with at most %3 at once.</source>
        <translation>第 %1 步同时采样 %2 个回答时内存不足：将重新采样，每次最多 %3 个。</translation>
    </message>
    <message>
        <source>External reward failed in step %1: %2. The groups it failed at count 0, and the run goes on.</source>
        <translation>外部奖励在第 %1 步失败：%2。失败的各组计 0 分，训练继续。</translation>
    </message>
    <message>
        <source>External reward failed in the evaluation after step %1: %2. The answers it failed at count 0, and the run goes on.</source>
        <translation>外部奖励在第 %1 步之后的评估中失败：%2。失败的回答计 0 分，训练继续。</translation>
    </message>
</context>
<context>
    <name>vrft::ui::AboutDialog</name>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>VRFT-Aug Workstation %1</source>
        <translation>VRFT-Aug 工作站 %1</translation>
    </message>
    <message>
        <source>For research only, not for diagnosis.</source>
        <translation>仅供研究使用，不得用于诊断。</translation>
    </message>
    <message>
        <source>Nothing leaves this computer. The window is licensed under the GNU General Public License, version 3 or later; the engine and the data programs under the Apache License, version 2.0. Texts are in the folder LICENSES of the source. It is built from:</source>
        <translation>任何数据都不会离开这台计算机。窗口程序采用 GNU 通用公共许可证第 3 版或更新版本；引擎和数据程序采用 Apache 许可证 2.0 版。许可证文本在源代码的 LICENSES 文件夹中。所用组件：</translation>
    </message>
    <message>
        <source>What it is built from</source>
        <translation>所用组件</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>库</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
</context>
<context>
    <name>vrft::ui::AlarmBar</name>
    <message>
        <source>Show three examples</source>
        <translation>显示三个例子</translation>
    </message>
    <message>
        <source>Show log</source>
        <translation>显示日志</translation>
    </message>
    <message>
        <source>End it and go on</source>
        <translation>结束它并继续</translation>
    </message>
    <message>
        <source>Not a problem</source>
        <translation>不是问题</translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation>警报</translation>
    </message>
    <message>
        <source>What the engine of this run said last</source>
        <translation>此训练的引擎最后输出的内容</translation>
    </message>
    <message>
        <source>Ends the engine that is silent; the run goes on from what was saved</source>
        <translation>结束无响应的引擎；训练从已保存处继续</translation>
    </message>
    <message>
        <source>Closes this alarm; your name and the time are kept with the run</source>
        <translation>关闭此警报；您的姓名和时间随训练保存</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>steps %1 to %2</source>
        <translation>第 %1 至 %2 步</translation>
    </message>
    <message>
        <source>last sign %1</source>
        <translation>最后信号 %1</translation>
    </message>
    <message>
        <source>%1 · step %2</source>
        <translation>%1 · 第 %2 步</translation>
    </message>
    <message>
        <source>The answers of that step aren’t kept.</source>
        <translation>该步的回答没有保留。</translation>
    </message>
    <message>
        <source>Shows this alarm with its examples: %1</source>
        <translation>显示此警报及其示例：%1</translation>
    </message>
    <message>
        <source>Open in Review</source>
        <translation>在“审阅”中打开</translation>
    </message>
    <message>
        <source>Open the example %1 in Review</source>
        <translation>在“审阅”中打开示例 %1</translation>
    </message>
    <message>
        <source>This answer with its image, reasoning and rewards</source>
        <translation>此回答及其图像、推理和奖励</translation>
    </message>
    <message>
        <source>Thresholds</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>From where on this run is in trouble</source>
        <translation>此训练从何处起算出了问题</translation>
    </message>
</context>
<context>
    <name>vrft::ui::AnswerModel</name>
    <message>
        <source>%1, step %2, answer %3, reference %4, reward %5: %6</source>
        <translation>%1，第 %2 步，回答 %3，参考 %4，奖励 %5：%6</translation>
    </message>
</context>
<context>
    <name>vrft::ui::AnswersModel</name>
    <message>
        <source>Image of sample %1</source>
        <translation>样本 %1 的图像</translation>
    </message>
    <message>
        <source>Sample %1</source>
        <translation>样本 %1</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>参考</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Why this reward</source>
        <translation>奖励理由</translation>
    </message>
    <message>
        <source>Reward</source>
        <translation>奖励</translation>
    </message>
</context>
<context>
    <name>vrft::ui::AnswersPanel</name>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>reward</source>
        <translation>奖励</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>reference %1</source>
        <translation>参考 %1</translation>
    </message>
    <message>
        <source>reference</source>
        <translation>参考</translation>
    </message>
    <message>
        <source>answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Latest answers</source>
        <translation>最近的回答</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>最佳</translation>
    </message>
    <message>
        <source>Latest</source>
        <translation>最近</translation>
    </message>
    <message>
        <source>Open in Review</source>
        <translation>在“审阅”中打开</translation>
    </message>
    <message>
        <source>Show the latest answers</source>
        <translation>显示最近的回答</translation>
    </message>
    <message>
        <source>Open this answer in Review</source>
        <translation>在“审阅”中打开此回答</translation>
    </message>
    <message>
        <source>%1 answers kept</source>
        <translation>保留 %1 个回答</translation>
    </message>
    <message>
        <source>Answers of step %1</source>
        <translation>第 %1 步的回答</translation>
    </message>
    <message>
        <source>None of them is wrong.</source>
        <translation>其中没有错误的。</translation>
    </message>
    <message>
        <source>No answers of this step are kept.</source>
        <translation>没有保留此步的回答。</translation>
    </message>
    <message>
        <source>No answers yet.</source>
        <translation>还没有回答。</translation>
    </message>
</context>
<context>
    <name>vrft::ui::AskJob</name>
    <message>
        <source>No temporary folder can be made. Free some space in it.</source>
        <translation>无法建立临时文件夹。请腾出一些空间。</translation>
    </message>
    <message>
        <source>Rendering the image as a dataset would have it…</source>
        <translation>正在按数据集的方式生成图像…</translation>
    </message>
    <message>
        <source>%1 is looking at it…</source>
        <translation>%1 正在看图…</translation>
    </message>
    <message>
        <source>The engine’s answer can’t be read. Check that engine and window are of one version.</source>
        <translation>无法读取引擎的回答。请检查引擎与窗口是否为同一版本。</translation>
    </message>
</context>
<context>
    <name>vrft::ui::AskPanel</name>
    <message>
        <source>Ask the policy</source>
        <translation>询问策略模型</translation>
    </message>
    <message>
        <source>Accept the suggestion</source>
        <translation>采纳建议</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>询问</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>采纳</translation>
    </message>
    <message>
        <source>Policy to ask</source>
        <translation>要询问的策略模型</translation>
    </message>
    <message>
        <source>Who is asked: a policy or a run of this workspace</source>
        <translation>询问对象：此工作区的策略模型或训练</translation>
    </message>
    <message>
        <source>Stop asking; nothing is kept</source>
        <translation>停止询问；不保留任何内容</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>不采纳</translation>
    </message>
    <message>
        <source>Take the suggestion off the image</source>
        <translation>从图像上移除建议</translation>
    </message>
    <message>
        <source>Ask the policy about this image</source>
        <translation>就此图像询问策略模型</translation>
    </message>
    <message>
        <source>Make it your own label</source>
        <translation>将其作为自己的标注</translation>
    </message>
    <message>
        <source>A suggestion, not a label: it counts nowhere until you accept it.</source>
        <translation>这是建议，不是标注：采纳之前不计入任何地方。</translation>
    </message>
    <message>
        <source>%1, a run</source>
        <translation>%1，训练</translation>
    </message>
    <message>
        <source>no policy yet</source>
        <translation>还没有策略模型</translation>
    </message>
    <message>
        <source>Suggested by %1</source>
        <translation>由 %1 建议</translation>
    </message>
    <message>
        <source>Accept the suggestion of %1</source>
        <translation>采纳 %1 的建议</translation>
    </message>
    <message>
        <source>This workspace has no policy yet. Training adds one.</source>
        <translation>此工作区还没有策略模型。可在“训练”中添加。</translation>
    </message>
    <message>
        <source>Choose an image first.</source>
        <translation>请先选择图像。</translation>
    </message>
    <message>
        <source>This run was trained for another task (%1).</source>
        <translation>此训练针对另一任务（%1）。</translation>
    </message>
    <message>
        <source>No answer that can be used: %1.</source>
        <translation>没有可用的回答：%1。</translation>
    </message>
    <message>
        <source>None on this image</source>
        <translation>此图像上无</translation>
    </message>
    <message>
        <source>Boxes: %1</source>
        <translation>框：%1</translation>
    </message>
    <message>
        <source>The start policy of this task: no run of it has finished yet.</source>
        <translation>此任务的起始策略模型：尚无针对它的训练完成。</translation>
    </message>
    <message>
        <source>No policy is made or tuned for this task: the first one is asked.</source>
        <translation>没有为此任务准备或微调的策略模型：将询问第一个。</translation>
    </message>
    <message>
        <source>Run of %1.</source>
        <translation>%1 的训练。</translation>
    </message>
    <message>
        <source>Tuned last for this task: run of %1.</source>
        <translation>最近一次针对此任务的微调：%1 的训练。</translation>
    </message>
    <message>
        <source>Run of %1, best at step %2.</source>
        <translation>%1 的训练，最佳为第 %2 步。</translation>
    </message>
    <message>
        <source>Tuned last for this task: run of %1, best at step %2.</source>
        <translation>最近一次针对此任务的微调：%1 的训练，最佳为第 %2 步。</translation>
    </message>
</context>
<context>
    <name>vrft::ui::AttributeRows</name>
    <message>
        <source>Attribute</source>
        <translation>属性</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>取值</translation>
    </message>
    <message>
        <source>How to recognise it</source>
        <translation>如何识别</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>What is looked at: margin, shape, …</source>
        <translation>观察的内容：边缘、形状…</translation>
    </message>
    <message>
        <source>How to recognise %1</source>
        <translation>如何识别 %1</translation>
    </message>
    <message>
        <source>How to recognise it, in one line</source>
        <translation>如何识别，用一行说明</translation>
    </message>
    <message>
        <source>Remove attribute %1</source>
        <translation>移除属性 %1</translation>
    </message>
    <message>
        <source>Values of %1</source>
        <translation>%1 的取值</translation>
    </message>
    <message>
        <source>The new attribute is stored once it has a name and a value.</source>
        <translation>新属性有了名称和取值后即被保存。</translation>
    </message>
    <message>
        <source>No attribute yet: what would you point at in the image?</source>
        <translation>还没有属性：您会在图像中指出什么？</translation>
    </message>
</context>
<context>
    <name>vrft::ui::BackupsDialog</name>
    <message>
        <source>Back up now</source>
        <translation>立即备份</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>恢复…</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Backups, newest first</source>
        <translation>备份，最新在前</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>建立时间</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Looked through</source>
        <translation>校验</translation>
    </message>
    <message>
        <source>A copy of labels, tasks and lists as they are now; images aren’t copied</source>
        <translation>当前标注、任务和列表的副本；不复制图像</translation>
    </message>
    <message>
        <source>Go back to the chosen backup; the present state becomes a backup first</source>
        <translation>回到所选备份；当前状态会先备份</translation>
    </message>
    <message>
        <source>No backup yet. One is made each day, and when the workspace is closed.</source>
        <translation>还没有备份。每天以及关闭工作区时都会建立备份。</translation>
    </message>
    <message>
        <source>Labels, tasks and lists of this workspace; images are never changed and need no backup.</source>
        <translation>此工作区的标注、任务和列表；图像从不改动，无需备份。</translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation>%1 MB</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>正在查看…</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>已校验</translation>
    </message>
</context>
<context>
    <name>vrft::ui::BalanceView</name>
    <message>
        <source>Balance of the classes</source>
        <translation>类别分布</translation>
    </message>
    <message>
        <source>Click a class to see its samples</source>
        <translation>单击类别可查看其样本</translation>
    </message>
    <message>
        <source>%1: %2 images, %3 train, %4 held out, %5 test</source>
        <translation>%1：%2 幅图像，训练集 %3，保留集 %4，测试集 %5</translation>
    </message>
</context>
<context>
    <name>vrft::ui::BelowImage</name>
    <message>
        <source>What the model saw</source>
        <translation>模型所见图像</translation>
    </message>
    <message>
        <source>answer, advantage, reward</source>
        <translation>回答、优势、奖励</translation>
    </message>
    <message>
        <source>right</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>All answers</source>
        <translation>全部回答</translation>
    </message>
    <message>
        <source>Below the image</source>
        <translation>图像下方</translation>
    </message>
    <message>
        <source>What the model saw, or all answers to this image</source>
        <translation>模型所见图像，或对此图像的全部回答</translation>
    </message>
    <message>
        <source>Step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>this run</source>
        <translation>本训练</translation>
    </message>
    <message>
        <source>of %1, this run</source>
        <translation>%1，本训练</translation>
    </message>
    <message>
        <source>One answer</source>
        <translation>一个回答</translation>
    </message>
    <message>
        <source>All %1 answers</source>
        <translation>全部 %1 个回答</translation>
    </message>
    <message>
        <source>%1 × %2 pixels, %3 tokens</source>
        <translation>%1 × %2 像素，%3 词元</translation>
    </message>
</context>
<context>
    <name>vrft::ui::BoxList</name>
    <message>
        <source>Boxes on this image</source>
        <translation>此图像上的框</translation>
    </message>
    <message>
        <source>Boxes on this image. Delete removes the chosen one.</source>
        <translation>此图像上的框。按 Delete 移除所选框。</translation>
    </message>
</context>
<context>
    <name>vrft::ui::Browser</name>
    <message>
        <source>No patient fits the filter.</source>
        <translation>没有符合筛选条件的患者。</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Import files or a folder</source>
        <translation>导入文件或文件夹</translation>
    </message>
    <message>
        <source>Studies</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Name, ID, date, description, modality</source>
        <translation>姓名、ID、日期、描述、模态</translation>
    </message>
    <message>
        <source>Filter studies</source>
        <translation>筛选检查</translation>
    </message>
    <message>
        <source>Unlabelled</source>
        <translation>未标注</translation>
    </message>
    <message>
        <source>Patients and series</source>
        <translation>患者和序列</translation>
    </message>
    <message>
        <source>Import ledger</source>
        <translation>导入清单</translation>
    </message>
    <message>
        <source>What became of every file of the last import</source>
        <translation>上次导入中每个文件的去向</translation>
    </message>
    <message>
        <source>Only patients with %1</source>
        <translation>仅显示有 %1 的患者</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Unlabelled %1</source>
        <translation>未标注 %1</translation>
    </message>
    <message>
        <source>Only patients with images you haven’t labelled for this task</source>
        <translation>只显示有您尚未为此任务标注的图像的患者</translation>
    </message>
    <message>
        <source>1 patient</source>
        <translation>1 位患者</translation>
    </message>
    <message>
        <source>%1 patients</source>
        <translation>%1 位患者</translation>
    </message>
    <message>
        <source>1 study</source>
        <translation>1 次检查</translation>
    </message>
    <message>
        <source>%1 studies</source>
        <translation>%1 次检查</translation>
    </message>
    <message>
        <source>1 image</source>
        <translation>1 幅图像</translation>
    </message>
    <message>
        <source>%1 images</source>
        <translation>%1 幅图像</translation>
    </message>
</context>
<context>
    <name>vrft::ui::CaseCard</name>
    <message>
        <source>First run of the pair</source>
        <translation>第一次训练</translation>
    </message>
    <message>
        <source>The run whose wins stand first</source>
        <translation>先列出其胜出的训练</translation>
    </message>
    <message>
        <source>Second run of the pair</source>
        <translation>第二次训练</translation>
    </message>
    <message>
        <source>The run it is compared with</source>
        <translation>与之比较的训练</translation>
    </message>
    <message>
        <source>Case by case</source>
        <translation>逐例比较</translation>
    </message>
    <message>
        <source>against</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>Reading the answers…</source>
        <translation>正在读取回答……</translation>
    </message>
    <message>
        <source>The runs hold out different datasets: compared are the images both of them hold out.</source>
        <translation>两次训练的数据集不同：只比较两者都保留的图像。</translation>
    </message>
    <message>
        <source>Not compared case by case. %1 keeps no answers to held-out images: %2.</source>
        <translation>未逐例比较。%1 没有保存对保留集图像的回答：%2。</translation>
    </message>
    <message>
        <source>The runs answer different questions. Their recipes and curves can be compared, their answers can’t.</source>
        <translation>两次训练回答的是不同的问题。可以比较它们的配方和曲线，不能比较回答。</translation>
    </message>
    <message>
        <source>No image is held out in both: their answers can’t be compared.</source>
        <translation>没有两者都保留的图像：无法比较它们的回答。</translation>
    </message>
    <message>
        <source>1 held-out image</source>
        <translation>1 幅保留集图像</translation>
    </message>
    <message>
        <source>%1 held-out images</source>
        <translation>%1 幅保留集图像</translation>
    </message>
    <message>
        <source>← → choose an image, Enter opens the answer in Review</source>
        <translation>← → 选择图像，回车在“审阅”中打开回答</translation>
    </message>
    <message>
        <source>only %1 overlaps by half</source>
        <translation>仅 %1 重叠过半</translation>
    </message>
    <message>
        <source>only %1 right</source>
        <translation>仅 %1 正确</translation>
    </message>
    <message>
        <source>Difference %1</source>
        <translation>差异 %1</translation>
    </message>
    <message>
        <source>, interval %1 to %2 over patients</source>
        <translation>，按患者计算的区间 %1 至 %2</translation>
    </message>
    <message>
        <source>; paired test by patient %1</source>
        <translation>；按患者的配对检验 %1</translation>
    </message>
    <message>
        <source>, not corrected for testing several pairs</source>
        <translation>，未就多对检验作校正</translation>
    </message>
    <message>
        <source>Not enough cases to tell: the runs differ at %1 of %2, and with fewer than six no outcome could be told from chance.</source>
        <translation>病例不足，无法判断：在 %2 位患者中，两次训练仅在 %1 上不同；少于六位时，任何结果都无法与偶然区分。</translation>
    </message>
    <message>
        <source>1 patient</source>
        <translation>1 位患者</translation>
    </message>
    <message>
        <source>%1 patients</source>
        <translation>%1 位患者</translation>
    </message>
    <message>
        <source>Not established with one run each.</source>
        <translation>各只有一次训练，尚不能确定。</translation>
    </message>
    <message>
        <source>%1 is better on these patients. One run each says nothing about other seeds.</source>
        <translation>%1 在这些患者上更好。各只有一次训练，不能说明其他随机种子的情况。</translation>
    </message>
    <message>
        <source>%1: reference %2, %3 said %4, %5 said %6</source>
        <translation>%1：参考 %2，%3 回答 %4，%5 回答 %6</translation>
    </message>
    <message>
        <source>Open %1 in Review</source>
        <translation>在“审阅”中打开 %1</translation>
    </message>
    <message>
        <source>Its reasoning on this image, in Review</source>
        <translation>在“审阅”中查看它对此图像的推理</translation>
    </message>
</context>
<context>
    <name>vrft::ui::CaseModel</name>
    <message>
        <source>%1, reference %2, answers %3 and %4</source>
        <translation>%1，参考 %2，回答 %3 和 %4</translation>
    </message>
</context>
<context>
    <name>vrft::ui::CertificateCard</name>
    <message>
        <source>Split certificate</source>
        <translation>划分证书</translation>
    </message>
    <message>
        <source>not sealed yet</source>
        <translation>尚未封存</translation>
    </message>
    <message>
        <source>Draft: sealed when the dataset is frozen</source>
        <translation>草稿：冻结数据集时封存</translation>
    </message>
    <message>
        <source>sealed</source>
        <translation>已封存</translation>
    </message>
    <message>
        <source>can’t be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>版本 %1</translation>
    </message>
    <message>
        <source>Sealed %1 on %2</source>
        <translation>封印 %1，%2</translation>
    </message>
    <message>
        <source>It can’t be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>The other versions and the draft aren’t concerned.</source>
        <translation>其他版本和草稿不受影响。</translation>
    </message>
    <message>
        <source>No patient is in two splits</source>
        <translation>没有患者同时出现在两个划分中</translation>
    </message>
    <message>
        <source>Split plan %1</source>
        <translation>划分方案 %1</translation>
    </message>
    <message>
        <source>Hash, counts and files agree</source>
        <translation>哈希、计数和文件一致</translation>
    </message>
    <message>
        <source>checked when it was read</source>
        <translation>读取时已核对</translation>
    </message>
    <message>
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>accession number</source>
        <translation>检查号</translation>
    </message>
    <message>
        <source>identical pixels</source>
        <translation>相同像素</translation>
    </message>
    <message>
        <source>Patients linked by %1.</source>
        <translation>患者关联依据：%1。</translation>
    </message>
    <message>
        <source>Burned-in text was looked for.</source>
        <translation>已检查烧录文字。</translation>
    </message>
    <message>
        <source>Text burned into pictures wasn’t looked for.</source>
        <translation>未检查图像中烧录的文字。</translation>
    </message>
    <message>
        <source>%1 %2 of %3</source>
        <translation>%1 %2（%3）</translation>
    </message>
    <message>
        <source>1 image</source>
        <translation>1 幅图像</translation>
    </message>
    <message>
        <source>%1 images</source>
        <translation>%1 幅图像</translation>
    </message>
    <message>
        <source>1 patient</source>
        <translation>1 位患者</translation>
    </message>
    <message>
        <source>%1 patients</source>
        <translation>%1 位患者</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Where a file names no patient, each study counts as one of its own.</source>
        <translation>文件中没有患者信息时，每项检查算作一位患者。</translation>
    </message>
</context>
<context>
    <name>vrft::ui::ChangeWords</name>
    <message>
        <source>× %1 per grade</source>
        <translation>每级 × %1</translation>
    </message>
    <message>
        <source>table %1</source>
        <translation>表 %1</translation>
    </message>
    <message>
        <source>fourth power</source>
        <translation>四次幂</translation>
    </message>
    <message>
        <source>name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>grade</source>
        <translation>分级</translation>
    </message>
    <message>
        <source>also accepted</source>
        <translation>也接受</translation>
    </message>
    <message>
        <source>definition</source>
        <translation>定义</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Credit for near grades</source>
        <translation>邻近分级的得分</translation>
    </message>
    <message>
        <source>New: %1</source>
        <translation>新增：%1</translation>
    </message>
    <message>
        <source>Gone: %1</source>
        <translation>移除：%1</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>顺序</translation>
    </message>
</context>
<context>
    <name>vrft::ui::ChangesView</name>
    <message>
        <source>Changes</source>
        <translation>改动</translation>
    </message>
    <message>
        <source>Struck through: it went. Bold: it came</source>
        <translation>删除线：已移除。粗体：新增</translation>
    </message>
    <message>
        <source>%1: it becomes the newest version, and can be undone</source>
        <translation>%1：成为最新版本，可以撤销</translation>
    </message>
    <message>
        <source>Nothing differs.</source>
        <translation>没有差别。</translation>
    </message>
</context>
<context>
    <name>vrft::ui::Chart</name>
    <message>
        <source>Chart: %1</source>
        <translation>图表：%1</translation>
    </message>
    <message>
        <source>%1 Click pins a step, ← → walk, the wheel zooms, 0 shows the whole run, T shows a table, a double-click the answers of a step.</source>
        <translation>%1单击固定某一步，← → 逐步移动，滚轮缩放，0 显示整个训练，T 显示表格，双击显示该步的回答。</translation>
    </message>
    <message>
        <source>, interval %1 to %2</source>
        <translation>，区间 %1 至 %2</translation>
    </message>
    <message>
        <source>, resumed here</source>
        <translation>，在此恢复</translation>
    </message>
    <message>
        <source>resumed</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>%1, pinned</source>
        <translation>%1，已固定</translation>
    </message>
    <message>
        <source> (%1)</source>
        <translation>（%1）</translation>
    </message>
</context>
<context>
    <name>vrft::ui::ChartBoard</name>
    <message>
        <source>Charts</source>
        <translation>图表</translation>
    </message>
</context>
<context>
    <name>vrft::ui::ChartCard</name>
    <message>
        <source>Table: %1</source>
        <translation>表格：%1</translation>
    </message>
    <message>
        <source>T shows the chart again; Enter the answers of a step</source>
        <translation>T 重新显示图表；Enter 显示该步的回答</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 至 %2</translation>
    </message>
</context>
<context>
    <name>vrft::ui::ChartTable</name>
    <message>
        <source> (%1 to %2)</source>
        <translation>（%1 至 %2）</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Working time</source>
        <translation>工作时间</translation>
    </message>
</context>
<context>
    <name>vrft::ui::CheckList</name>
    <message>
        <source>passed</source>
        <translation>通过</translation>
    </message>
    <message>
        <source>to look at</source>
        <translation>需查看</translation>
    </message>
    <message>
        <source>to fix</source>
        <translation>需修正</translation>
    </message>
    <message>
        <source>%1 passed</source>
        <translation>%1 项通过</translation>
    </message>
    <message>
        <source>%1 to look at</source>
        <translation>%1 项需查看</translation>
    </message>
    <message>
        <source>%1 to fix</source>
        <translation>%1 项需修正</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>检查项</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>排除</translation>
    </message>
    <message>
        <source>Show the images concerned: %1</source>
        <translation>显示相关图像：%1</translation>
    </message>
    <message>
        <source>Take back in</source>
        <translation>重新纳入</translation>
    </message>
    <message>
        <source>These images become samples again: %1</source>
        <translation>这些图像重新成为样本：%1</translation>
    </message>
    <message>
        <source>Freeze without these images: %1</source>
        <translation>冻结时不含这些图像：%1</translation>
    </message>
    <message>
        <source>%1 more passed</source>
        <translation>另有 %1 项通过</translation>
    </message>
    <message>
        <source>All checks are shown</source>
        <translation>已显示全部检查项</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Fold</source>
        <translation>折叠</translation>
    </message>
    <message>
        <source>Show every check</source>
        <translation>显示每个检查项</translation>
    </message>
    <message>
        <source>Fold the checks that passed</source>
        <translation>折叠已通过的检查项</translation>
    </message>
</context>
<context>
    <name>vrft::ui::Chips</name>
    <message>
        <source>%1: add</source>
        <translation>%1：添加</translation>
    </message>
    <message>
        <source>%1: new</source>
        <translation>%1：新增</translation>
    </message>
    <message>
        <source>Return adds it, Escape leaves</source>
        <translation>Return 添加，Escape 放弃</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Take away %1</source>
        <translation>移除 %1</translation>
    </message>
</context>
<context>
    <name>vrft::ui::ClassEditor</name>
    <message>
        <source>Name of the task</source>
        <translation>任务名称</translation>
    </message>
    <message>
        <source>How people call the task</source>
        <translation>人们对此任务的称呼</translation>
    </message>
    <message>
        <source>Question, as the model is asked</source>
        <translation>向模型提出的问题</translation>
    </message>
    <message>
        <source>The first line of the prompt</source>
        <translation>提示词的第一行</translation>
    </message>
    <message>
        <source>Grade</source>
        <translation>分级</translation>
    </message>
    <message>
        <source>Also accepted</source>
        <translation>也接受</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Definition</source>
        <translation>定义</translation>
    </message>
    <message>
        <source>What the class means, in words that can be checked on the image</source>
        <translation>类别的含义，用可在图像上核对的文字描述</translation>
    </message>
    <message>
        <source>The number the model answers with</source>
        <translation>模型回答的数字</translation>
    </message>
    <message>
        <source>Attribute</source>
        <translation>属性</translation>
    </message>
    <message>
        <source>Add an attribute</source>
        <translation>添加属性</translation>
    </message>
    <message>
        <source>Add an attribute: something to look for</source>
        <translation>添加属性：要观察的内容</translation>
    </message>
    <message>
        <source>What to look for</source>
        <translation>观察要点</translation>
    </message>
    <message>
        <source>Rename task</source>
        <translation>重命名任务</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Name of %1</source>
        <translation>%1 的名称</translation>
    </message>
    <message>
        <source>Definition of %1</source>
        <translation>%1 的定义</translation>
    </message>
    <message>
        <source>Grade of %1</source>
        <translation>%1 的分级</translation>
    </message>
    <message>
        <source>Synonyms of %1</source>
        <translation>%1 的同义词</translation>
    </message>
    <message>
        <source>Attributes of %1</source>
        <translation>%1 的属性</translation>
    </message>
    <message>
        <source>Attribute %1 of %2</source>
        <translation>%2 的属性 %1</translation>
    </message>
    <message>
        <source>Name, an answer that means it</source>
        <translation>名称，即表示它的回答</translation>
    </message>
    <message>
        <source>What the model may answer; of a grade its number is asked for</source>
        <translation>模型可以给出的回答；分级任务要求回答等级数字</translation>
    </message>
</context>
<context>
    <name>vrft::ui::ClassList</name>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>none chosen</source>
        <translation>未选择</translation>
    </message>
</context>
<context>
    <name>vrft::ui::CleanDialog</name>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Clean</source>
        <translation>清理</translation>
    </message>
    <message>
        <source>Studies, labels, datasets, policies and backups are never touched here, nor runs that are being trained.</source>
        <translation>此处绝不会动检查、标注、数据集、策略模型和备份，也不会动正在进行的训练。</translation>
    </message>
    <message>
        <source>%1: none</source>
        <translation>%1：无</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <translation>%1：%2，%3</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>移除 %1</translation>
    </message>
    <message>
        <source>Remove what is ticked, for good</source>
        <translation>永久移除勾选的内容</translation>
    </message>
    <message>
        <source>Removing…</source>
        <translation>正在移除…</translation>
    </message>
    <message>
        <source>Not removed: %1</source>
        <translation>未移除：%1</translation>
    </message>
</context>
<context>
    <name>vrft::ui::CommandPalette</name>
    <message>
        <source>Command palette</source>
        <translation>命令面板</translation>
    </message>
    <message>
        <source>Search, or type a command</source>
        <translation>搜索，或输入命令</translation>
    </message>
    <message>
        <source>Arrow keys choose, Enter does it, Escape goes back</source>
        <translation>方向键选择，Enter 执行，Escape 返回</translation>
    </message>
    <message>
        <source>Commands that fit</source>
        <translation>符合的命令</translation>
    </message>
    <message>
        <source>Nothing fits “%1”.</source>
        <translation>没有符合“%1”的内容。</translation>
    </message>
</context>
<context>
    <name>vrft::ui::CompareDialog</name>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>From and to</source>
        <translation>前后对照</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>差别</translation>
    </message>
</context>
<context>
    <name>vrft::ui::CompareList</name>
    <message>
        <source>Runs to compare</source>
        <translation>要比较的训练</translation>
    </message>
    <message>
        <source>Click or Space takes a run in or out, up to six</source>
        <translation>单击或按空格键选入或移出一次训练，最多六次</translation>
    </message>
    <message>
        <source>Six runs are compared already: take one out first.</source>
        <translation>已在比较六次训练：请先移出一次。</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
</context>
<context>
    <name>vrft::ui::CompareView</name>
    <message>
        <source>Mark two runs or more in the list to see them beside each other.</source>
        <translation>请在列表中勾选两次或更多训练，并排查看。</translation>
    </message>
    <message>
        <source>How the recipes differ</source>
        <translation>配方有何不同</translation>
    </message>
    <message>
        <source>At the end of each run</source>
        <translation>每次训练结束时</translation>
    </message>
    <message>
        <source>Runs compared</source>
        <translation>比较的训练</translation>
    </message>
    <message>
        <source>%1 of %2 settings</source>
        <translation>%2 项设置中的 %1 项</translation>
    </message>
    <message>
        <source>Nothing differs: the same recipe, dataset and policy</source>
        <translation>没有不同：配方、数据集和策略模型都相同</translation>
    </message>
    <message>
        <source>Held-out box overlap</source>
        <translation>保留集框重叠度</translation>
    </message>
    <message>
        <source>Held-out accuracy</source>
        <translation>保留集准确率</translation>
    </message>
    <message>
        <source>always the commonest answer %1</source>
        <translation>总答最常见答案 %1</translation>
    </message>
    <message>
        <source>test patients, which chose nothing</source>
        <translation>测试集患者，未用于任何选择</translation>
    </message>
    <message>
        <source>held-out patients, at the best checkpoint so far</source>
        <translation>保留集患者，取目前最佳检查点</translation>
    </message>
    <message>
        <source>Not finished</source>
        <translation>未完成</translation>
    </message>
    <message>
        <source>Not evaluated yet</source>
        <translation>尚未评估</translation>
    </message>
    <message>
        <source>The runs hold out different images: figures and curves don’t stand on the same patients.</source>
        <translation>这些训练的保留集图像不同：数字和曲线并非来自相同的患者。</translation>
    </message>
    <message>
        <source>Not finished: %1.</source>
        <translation>未完成：%1。</translation>
    </message>
    <message>
        <source>Same dataset and same held-out patients: the figures can be compared.</source>
        <translation>数据集和保留集患者都相同：这些数字可以比较。</translation>
    </message>
    <message>
        <source>Each run on its held-out patients; bands are 95 % intervals over patients.</source>
        <translation>每次训练在其保留集患者上的表现；色带为按患者计算的 95 % 区间。</translation>
    </message>
    <message>
        <source>Comparing the runs…</source>
        <translation>正在比较各次运行…</translation>
    </message>
    <message>
        <source>Right for the right reason</source>
        <translation>答对且理由正确</translation>
    </message>
    <message>
        <source>Of the right answers, those whose reasoning names attributes of the image and every one truly; interval over patients</source>
        <translation>在答对的回答中，推理提到图像属性且全部属实的比例；区间按患者计算</translation>
    </message>
    <message>
        <source>No right answers that are kept and could be judged</source>
        <translation>没有保留下来且可评判的正确回答</translation>
    </message>
    <message>
        <source>%1 of %2 right answers</source>
        <translation>%2 个正确回答中的 %1 个</translation>
    </message>
    <message>
        <source>What stands across</source>
        <translation>横轴表示什么</translation>
    </message>
    <message>
        <source>By step</source>
        <translation>按步</translation>
    </message>
    <message>
        <source>By time</source>
        <translation>按时间</translation>
    </message>
    <message>
        <source>No run says how long it worked</source>
        <translation>没有训练记录工作时间</translation>
    </message>
    <message>
        <source>Over the time each run worked: sampling, scoring and updates, without evaluations and pauses</source>
        <translation>按每个训练的工作时间：采样、评分和更新，不含评估和暂停</translation>
    </message>
    <message>
        <source>Each run on its held-out patients, over the seconds it sampled, scored and learned; bands are 95 % intervals over patients.</source>
        <translation>每个训练在其保留集患者上的结果，横轴为采样、评分和学习所用的秒数；色带为按患者计算的 95 % 区间。</translation>
    </message>
    <message>
        <source>Without answers, so not compared case by case: %1.</source>
        <translation>没有回答，因此不逐例比较：%1。</translation>
    </message>
</context>
<context>
    <name>vrft::ui::CountsBar</name>
    <message>
        <source>both right %1</source>
        <translation>都正确 %1</translation>
    </message>
    <message>
        <source>both wrong %1</source>
        <translation>都错误 %1</translation>
    </message>
    <message>
        <source>Both right %1, only %2 %3, only %4 %5, both wrong %6</source>
        <translation>都正确 %1，仅 %2 正确 %3，仅 %4 正确 %5，都错误 %6</translation>
    </message>
</context>
<context>
    <name>vrft::ui::DataPanel</name>
    <message>
        <source>Data and policy</source>
        <translation>数据与策略模型</translation>
    </message>
    <message>
        <source>Budget</source>
        <translation>预算</translation>
    </message>
    <message>
        <source>Objective</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>All settings…</source>
        <translation>全部设置…</translation>
    </message>
    <message>
        <source>The whole recipe as text, to read and to change</source>
        <translation>以文本显示整个配方，可阅读和修改</translation>
    </message>
    <message>
        <source>Name of the run</source>
        <translation>训练名称</translation>
    </message>
    <message>
        <source>Name of the run; date and time are put before it</source>
        <translation>训练名称；前面会加上日期和时间</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Dataset</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Frozen dataset to train on</source>
        <translation>用于训练的已冻结数据集</translation>
    </message>
    <message>
        <source>Go to Dataset</source>
        <translation>转到“数据集”</translation>
    </message>
    <message>
        <source>Policy to tune</source>
        <translation>要微调的策略模型</translation>
    </message>
    <message>
        <source>Policy the run starts from</source>
        <translation>训练起始的策略模型</translation>
    </message>
    <message>
        <source>Add a policy…</source>
        <translation>添加策略模型…</translation>
    </message>
    <message>
        <source>Link a Hugging Face folder into the workspace; nothing is copied</source>
        <translation>将 Hugging Face 文件夹链接到工作区；不复制任何内容</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>移出</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Answers per image</source>
        <translation>每幅图像的回答数</translation>
    </message>
    <message>
        <source>Images per step</source>
        <translation>每步图像数</translation>
    </message>
    <message>
        <source>Longest answer, tokens</source>
        <translation>最长回答（词元）</translation>
    </message>
    <message>
        <source>Reinforcement</source>
        <translation>强化</translation>
    </message>
    <message>
        <source>Supervised</source>
        <translation>监督</translation>
    </message>
    <message>
        <source>Stay near the start (KL)</source>
        <translation>不偏离起点（KL）</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>Held-out check every, steps</source>
        <translation>保留集检查间隔（步）</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>%1, version %2</source>
        <translation>%1，版本 %2</translation>
    </message>
    <message>
        <source>%1, can’t be used</source>
        <translation>%1，不可用</translation>
    </message>
    <message>
        <source>%1, tuned</source>
        <translation>%1，已微调</translation>
    </message>
    <message>
        <source>No policy is chosen</source>
        <translation>未选择策略模型</translation>
    </message>
    <message>
        <source>A tuned policy belongs to its run</source>
        <translation>微调后的策略模型属于其训练</translation>
    </message>
    <message>
        <source>Take the link out of the workspace; its folder stays as it is</source>
        <translation>从工作区移出链接；其文件夹保持原样</translation>
    </message>
    <message>
        <source>Move the policy to the workspace’s trash</source>
        <translation>将策略模型移到工作区的回收站</translation>
    </message>
    <message>
        <source>No dataset is frozen yet. Label images, then freeze them in Dataset.</source>
        <translation>还没有冻结数据集。请先标注图像，再在“数据集”中冻结。</translation>
    </message>
    <message>
        <source>No patient in two splits · %1 patients</source>
        <translation>没有患者跨划分 · %1 位患者</translation>
    </message>
    <message>
        <source>No patient in two splits · %1 patients, assumed</source>
        <translation>没有患者跨划分 · %1 位患者（推定）</translation>
    </message>
    <message>
        <source>%1 patients are in two splits: figures of this dataset prove nothing</source>
        <translation>%1 位患者同时出现在两个划分中：此数据集的数字不能证明任何结论</translation>
    </message>
    <message>
        <source>%1 train · %2 held out · %3 test</source>
        <translation>训练集 %1 · 保留集 %2 · 测试集 %3</translation>
    </message>
    <message>
        <source>Boxes from %1, version %2: %3 train</source>
        <translation>框来自 %1，版本 %2：训练集 %3</translation>
    </message>
    <message>
        <source>Complete, %1 · %2 parameters</source>
        <translation>完整，%1 · %2 个参数</translation>
    </message>
    <message>
        <source>Sees %1 image tokens per picture of %2 × %3</source>
        <translation>每幅 %2 × %3 的图像为 %1 个图像词元</translation>
    </message>
    <message>
        <source>Needs %1 of memory to load, %2 to train, and room for images and answers</source>
        <translation>载入需 %1 内存，训练需 %2，另需容纳图像和回答的空间</translation>
    </message>
    <message>
        <source>%1 images are imitated in all.</source>
        <translation>共模仿 %1 幅图像。</translation>
    </message>
    <message>
        <source>%1 answers in all.</source>
        <translation>共 %1 个回答。</translation>
    </message>
    <message>
        <source>%1 steps on boxes, then %2.</source>
        <translation>先在框上训练 %1 步，再训练 %2 步。</translation>
    </message>
    <message>
        <source>Adapters of rank %1 are trained.</source>
        <translation>训练秩为 %1 的适配器。</translation>
    </message>
    <message>
        <source>All parameters are trained.</source>
        <translation>训练全部参数。</translation>
    </message>
    <message>
        <source>No policy is here yet. Add a folder of Qwen2.5-VL or Qwen2-VL weights, or a tiny one that came with the program.</source>
        <translation>这里还没有策略模型。请添加一个 Qwen2.5-VL 或 Qwen2-VL 权重文件夹，或使用随程序附带的微型模型。</translation>
    </message>
    <message>
        <source>Renamed since it was frozen: %1. The run learns the names of that day; freeze a new version for those of today.</source>
        <translation>冻结后更名：%1。训练学习的是当时的名称；若要现在的名称，请冻结新版本。</translation>
    </message>
</context>
<context>
    <name>vrft::ui::DatasetsPage</name>
    <message>
        <source>patient %1</source>
        <translation>患者 %1</translation>
    </message>
    <message>
        <source>added</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>label changed</source>
        <translation>标注已改变</translation>
    </message>
    <message>
        <source>in another split</source>
        <translation>换了划分</translation>
    </message>
    <message>
        <source>taken out</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Freezing was stopped. Nothing of it stays.</source>
        <translation>冻结已停止。不保留任何内容。</translation>
    </message>
    <message>
        <source>Frozen as version %1</source>
        <translation>已冻结为版本 %1</translation>
    </message>
    <message>
        <source>1 image couldn’t be taken and was left out</source>
        <translation>1 幅图像无法取用，已排除</translation>
    </message>
    <message>
        <source>%1 images couldn’t be taken and were left out</source>
        <translation>%1 幅图像无法取用，已排除</translation>
    </message>
    <message>
        <source>The first: %1. %2</source>
        <translation>第一个：%1。%2</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>From version %1 to the next</source>
        <translation>从版本 %1 到下一版本</translation>
    </message>
    <message>
        <source>From version %1 to version %2</source>
        <translation>从版本 %1 到版本 %2</translation>
    </message>
    <message>
        <source>Export labels</source>
        <translation>导出标注</translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation>逗号分隔值 (*.csv)</translation>
    </message>
    <message>
        <source>JSON lines (*.jsonl)</source>
        <translation>JSON 行 (*.jsonl)</translation>
    </message>
    <message>
        <source>Wrote %1 labels to %2</source>
        <translation>已将 %1 个标注写入 %2</translation>
    </message>
    <message>
        <source>The labels couldn’t be written</source>
        <translation>无法写入标注</translation>
    </message>
    <message>
        <source>Dataset</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Write labels as a file that other programs read</source>
        <translation>将标注写成其他程序可读的文件</translation>
    </message>
    <message>
        <source>Freeze</source>
        <translation>冻结</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Labels of this task as JSON lines…</source>
        <translation>此任务的标注，JSON 行格式…</translation>
    </message>
    <message>
        <source>Labels of this task as CSV…</source>
        <translation>此任务的标注，CSV 格式…</translation>
    </message>
    <message>
        <source>Labels of every task as JSON lines…</source>
        <translation>所有任务的标注，JSON 行格式…</translation>
    </message>
    <message>
        <source>Labels of every task as CSV…</source>
        <translation>所有任务的标注，CSV 格式…</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>分布</translation>
    </message>
    <message>
        <source>Read everything anew and check it</source>
        <translation>重新读取全部内容并检查</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>检查项</translation>
    </message>
    <message>
        <source>No task yet</source>
        <translation>还没有任务</translation>
    </message>
    <message>
        <source>A dataset answers one question about images. Write the question and its classes in Knowledge, then label images in Studies.</source>
        <translation>一个数据集回答关于图像的一个问题。请在“知识”中写下问题及其类别，再到“检查”中标注图像。</translation>
    </message>
    <message>
        <source>Write a task</source>
        <translation>编写任务</translation>
    </message>
    <message>
        <source>Go to Studies</source>
        <translation>转到“检查”</translation>
    </message>
    <message>
        <source>Label images</source>
        <translation>标注图像</translation>
    </message>
    <message>
        <source>The workspace can’t be read</source>
        <translation>无法读取工作区</translation>
    </message>
    <message>
        <source>Nothing to freeze yet</source>
        <translation>还没有可冻结的内容</translation>
    </message>
    <message>
        <source>No image is labelled for “%1”. Label some in Studies: a dataset needs labelled images in train, held out and test.</source>
        <translation>还没有图像针对“%1”标注。请到“检查”中标注一些：数据集的训练集、保留集和测试集都需要已标注图像。</translation>
    </message>
    <message>
        <source>%1 dataset</source>
        <translation>%1 数据集</translation>
    </message>
    <message>
        <source>Always answering “%1” would be right in %2 % of cases, %3 % of the held-out ones. This figure stands beside every accuracy.</source>
        <translation>总回答“%1”会答对 %2 % 的病例，保留集中为 %3 %。每个准确率旁边都附有此数字。</translation>
    </message>
    <message>
        <source>%1, in %2 s</source>
        <translation>%1，用时 %2 秒</translation>
    </message>
    <message>
        <source>Freeze as version %1</source>
        <translation>冻结为版本 %1</translation>
    </message>
    <message>
        <source>1 image matches</source>
        <translation>1 幅图像符合</translation>
    </message>
    <message>
        <source>%1 images match</source>
        <translation>%1 幅图像符合</translation>
    </message>
    <message>
        <source>, %1 left out</source>
        <translation>，已排除 %1</translation>
    </message>
    <message>
        <source>Knowledge version %1 · %2</source>
        <translation>知识版本 %1 · %2</translation>
    </message>
    <message>
        <source>A dataset is being frozen</source>
        <translation>正在冻结数据集</translation>
    </message>
    <message>
        <source>Move a handle of the split</source>
        <translation>移动划分手柄</translation>
    </message>
    <message>
        <source>arrow keys</source>
        <translation>方向键</translation>
    </message>
    <message>
        <source>The other handle</source>
        <translation>另一手柄</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格键</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1，来自 %2</translation>
    </message>
    <message>
        <source>1 image</source>
        <translation>1 幅图像</translation>
    </message>
    <message>
        <source>%1 images</source>
        <translation>%1 幅图像</translation>
    </message>
    <message>
        <source>1 patient</source>
        <translation>1 位患者</translation>
    </message>
    <message>
        <source>%1 patients</source>
        <translation>%1 位患者</translation>
    </message>
    <message>
        <source>as version %1</source>
        <translation>与版本 %1 相同</translation>
    </message>
    <message>
        <source>draft, not frozen</source>
        <translation>草稿，未冻结</translation>
    </message>
</context>
<context>
    <name>vrft::ui::DeviceProbe</name>
    <message>
        <source>This computer: Settings</source>
        <translation>此计算机：设置</translation>
    </message>
    <message>
        <source>GPU · %1</source>
        <translation>GPU · %1</translation>
    </message>
</context>
<context>
    <name>vrft::ui::DiskPage</name>
    <message>
        <source>Clean…</source>
        <translation>清理…</translation>
    </message>
    <message>
        <source>Show what can go without anything being lost</source>
        <translation>显示可以清除而不丢失任何内容的项目</translation>
    </message>
    <message>
        <source>Together</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Free on this disk</source>
        <translation>此磁盘可用空间</translation>
    </message>
    <message>
        <source>No workspace is open.</source>
        <translation>没有打开工作区。</translation>
    </message>
    <message>
        <source>Counting %1…</source>
        <translation>正在统计 %1…</translation>
    </message>
    <message>
        <source>There is nothing that could go without being missed.</source>
        <translation>没有可以清除的内容。</translation>
    </message>
</context>
<context>
    <name>vrft::ui::DryRunPanel</name>
    <message>
        <source>Dry run</source>
        <translation>试运行</translation>
    </message>
    <message>
        <source>nothing is trained</source>
        <translation>不进行训练</translation>
    </message>
    <message>
        <source>Progress of the dry run</source>
        <translation>试运行进度</translation>
    </message>
    <message>
        <source>Sampled answers</source>
        <translation>采样的回答</translation>
    </message>
    <message>
        <source>Sampled answers: one row an image; arrow keys go through them</source>
        <translation>采样的回答：每幅图像一行；用方向键浏览</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>显示这些图像</translation>
    </message>
    <message>
        <source>Only the images whose answers all earned the same; again for all</source>
        <translation>仅显示所有回答奖励相同的图像；再次单击显示全部</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>全部显示</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>上一个</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一个</translation>
    </message>
    <message>
        <source>Previous answer</source>
        <translation>上一个回答</translation>
    </message>
    <message>
        <source>The answer before this one, to the same image</source>
        <translation>同一图像的上一个回答</translation>
    </message>
    <message>
        <source>Next answer</source>
        <translation>下一个回答</translation>
    </message>
    <message>
        <source>The next answer to the same image</source>
        <translation>同一图像的下一个回答</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>measured on the longest image and answer</source>
        <translation>按最大图像和最长回答测得</translation>
    </message>
    <message>
        <source>The engine starts…</source>
        <translation>引擎正在启动…</translation>
    </message>
    <message>
        <source>%1: %2 of %3</source>
        <translation>%1：%2 / %3</translation>
    </message>
    <message>
        <source>%1, took %2</source>
        <translation>%1，用时 %2</translation>
    </message>
    <message>
        <source>Stop the dry run; nothing was written</source>
        <translation>停止试运行；未写入任何内容</translation>
    </message>
    <message>
        <source>Try the reference answers, sample eight answers an image, measure memory and disk</source>
        <translation>试用参考答案，每幅图像采样八个回答，测量内存和磁盘</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>重新运行</translation>
    </message>
    <message>
        <source>Before anything is spent: whether the reference answers can earn the highest reward, what the model answers today and why it is rewarded so, and how much memory, time and disk the run will take.</source>
        <translation>在投入任何资源之前：参考答案能否得到最高奖励，模型目前如何回答、为何得到这样的奖励，以及训练需要多少内存、时间和磁盘。</translation>
    </message>
    <message>
        <source>The run was changed since. Run it again to be sure.</source>
        <translation>此后训练设置有改动。请重新运行以确认。</translation>
    </message>
    <message>
        <source>The reference answer earns the highest reward</source>
        <translation>参考答案得到最高奖励</translation>
    </message>
    <message>
        <source>The reference answer can’t earn the highest reward: sample %1, %2</source>
        <translation>参考答案得不到最高奖励：样本 %1，%2</translation>
    </message>
    <message>
        <source>Every image reaches the model: the tokens counted are those expected</source>
        <translation>每幅图像都送达模型：词元数与预期一致</translation>
    </message>
    <message>
        <source>%1 image tokens</source>
        <translation>%1 个图像词元</translation>
    </message>
    <message>
        <source>%1 to %2 image tokens</source>
        <translation>%1 至 %2 个图像词元</translation>
    </message>
    <message>
        <source>The answers of every image earned different rewards: there is something to learn from</source>
        <translation>每幅图像的回答都得到不同奖励：有可学的内容</translation>
    </message>
    <message>
        <source>%1 of %2 images gave equal rewards for all answers: nothing is learned from them</source>
        <translation>%2 幅图像中有 %1 幅的所有回答奖励相同：从中学不到东西</translation>
    </message>
    <message>
        <source>Sample %1 · answer %2 of %3 · reference %4</source>
        <translation>样本 %1 · 回答 %2 / %3 · 参考 %4</translation>
    </message>
    <message>
        <source>Not in the right form: %1</source>
        <translation>格式不正确：%1</translation>
    </message>
    <message>
        <source>Answer: %1</source>
        <translation>回答：%1</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>无回答</translation>
    </message>
    <message>
        <source>%1 %2: %3</source>
        <translation>%1 %2：%3</translation>
    </message>
    <message>
        <source>Image of sample %1</source>
        <translation>样本 %1 的图像</translation>
    </message>
    <message>
        <source>%1 in this computer</source>
        <translation>本机共 %1</translation>
    </message>
    <message>
        <source>Loading</source>
        <translation>载入</translation>
    </message>
    <message>
        <source>Sampling</source>
        <translation>采样</translation>
    </message>
    <message>
        <source>Learning</source>
        <translation>学习</translation>
    </message>
    <message>
        <source>Fits, with %1 to spare.</source>
        <translation>够用，还剩 %1。</translation>
    </message>
    <message>
        <source>Doesn’t fit: %1 more are needed.</source>
        <translation>不够：还需 %1。</translation>
    </message>
    <message>
        <source>%1 of disk needed, %2 free.</source>
        <translation>需要磁盘 %1，可用 %2。</translation>
    </message>
    <message>
        <source>A step takes %1 s, the run about %2.</source>
        <translation>每步 %1 秒，整个训练约 %2。</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1 of %2 on %3 images</source>
        <translation>%1 / %2，%3 幅图像</translation>
    </message>
    <message>
        <source>Most answers aren’t in the asked form: first train this policy supervised, or start from one that was</source>
        <translation>大多数回答不符合要求的格式：请先对该策略模型做监督训练，或从训练过的模型开始</translation>
    </message>
    <message>
        <source>%1 of %2 readable</source>
        <translation>%1 / %2 可读</translation>
    </message>
    <message>
        <source>the images to learn from</source>
        <translation>用于学习的图像</translation>
    </message>
    <message>
        <source>the held-out images</source>
        <translation>保留集图像</translation>
    </message>
    <message>
        <source>the test images</source>
        <translation>测试集图像</translation>
    </message>
    <message>
        <source>Classes to learn from: %1. Always %2 would be right at %3.</source>
        <translation>用于学习的类别：%1。总答 %2 的正确率为 %3。</translation>
    </message>
    <message>
        <source>No image of %1 in %2: nothing can be said about it there. %3</source>
        <translation>%2中没有 %1 的图像：对它无从判断。%3</translation>
    </message>
    <message>
        <source>Hardly any image of %1. %2</source>
        <translation>%1 的图像极少。%2</translation>
    </message>
    <message>
        <source>Labels look shuffled: images that look alike to the policy have no more in common than chance gives. See that images and labels belong together; or the policy doesn’t see what sets them apart.</source>
        <translation>标注似乎被打乱：在策略模型看来相似的图像，其标注并不比随机更一致。请核对图像与标注是否对应；也可能是策略模型看不出它们的区别。</translation>
    </message>
    <message>
        <source>Labels go with what the policy sees in the images</source>
        <translation>标注与策略模型在图像中所见一致</translation>
    </message>
    <message>
        <source>%1, by chance %2 (p %3) on %4 images</source>
        <translation>%4 幅图像上为 %1，随机为 %2（p %3）</translation>
    </message>
    <message>
        <source>The longest sample is %1</source>
        <translation>最长的样本是 %1</translation>
    </message>
    <message>
        <source>%1 tokens, answers up to %2</source>
        <translation>%1 个词元，回答至多 %2 个</translation>
    </message>
</context>
<context>
    <name>vrft::ui::EmptyPage</name>
    <message>
        <source>or drop folders and files here</source>
        <translation>或将文件夹和文件拖放到此处</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Under way</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>No studies yet</source>
        <translation>还没有检查</translation>
    </message>
    <message>
        <source>No workspace is open</source>
        <translation>没有打开工作区</translation>
    </message>
    <message>
        <source>A workspace is a folder that holds studies, labels, datasets and runs. Open yours, make a new one in the menu Workspace, or look around with 300 made-up ultrasound patients.</source>
        <translation>工作区是存放检查、标注、数据集和训练的文件夹。请打开您的工作区，在“工作区”菜单中新建一个，或先用 300 位虚构的超声患者熟悉一下。</translation>
    </message>
    <message>
        <source>Import a folder of DICOM studies, which are copied into the workspace. Single files, ZIP archives, PNG, JPEG, NIfTI and MedMNIST sets (.npz) can be dropped here, or chosen in the menu Workspace, Import files… Or look around with 300 made-up ultrasound patients first.</source>
        <translation>导入一个 DICOM 检查文件夹，内容会复制到工作区。单个文件、ZIP 压缩包、PNG、JPEG、NIfTI 以及 MedMNIST 数据集 (.npz) 可以拖放到这里，或在菜单“工作区”的“导入文件…”中选择。也可以先用 300 位虚构的超声患者看一看。</translation>
    </message>
</context>
<context>
    <name>vrft::ui::EnginePage</name>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Choose the folder for new workspaces</source>
        <translation>选择新工作区所在的文件夹</translation>
    </message>
    <message>
        <source>New workspaces and the sample are made in</source>
        <translation>新工作区和示例建立在</translation>
    </message>
    <message>
        <source>Workspaces there are now stay where they are.</source>
        <translation>现有工作区保持原位。</translation>
    </message>
    <message>
        <source>Where new workspaces are made</source>
        <translation>新工作区的建立位置</translation>
    </message>
    <message>
        <source>Write the whole path, beginning with /</source>
        <translation>请写出以 / 开头的完整路径</translation>
    </message>
    <message>
        <source>Choose another vrftaug-engine</source>
        <translation>选择其他 vrftaug-engine</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检测</translation>
    </message>
    <message>
        <source>Ask the engine what it can do on this computer</source>
        <translation>询问引擎在此计算机上能做什么</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>引擎</translation>
    </message>
    <message>
        <source>Empty: the one that came with this program. Runs that go on keep theirs.</source>
        <translation>留空：随本程序提供的引擎。正在进行的训练保持原有引擎。</translation>
    </message>
    <message>
        <source>Choose vrftaug-engine</source>
        <translation>选择 vrftaug-engine</translation>
    </message>
    <message>
        <source>Asking %1…</source>
        <translation>正在询问 %1…</translation>
    </message>
    <message>
        <source>%1 gave no answer an engine gives. Choose vrftaug-engine.</source>
        <translation>%1 没有给出引擎应有的回答。请选择 vrftaug-engine。</translation>
    </message>
    <message>
        <source>Threads of training</source>
        <translation>训练线程数</translation>
    </message>
    <message>
        <source>This computer has %1 cores to train on. Policies as small as the sample’s are fastest with 1. A run keeps the number it was started with.</source>
        <translation>此计算机有 %1 个核心可用于训练。像示例那样小的策略模型用 1 个最快。训练保持启动时的线程数。</translation>
    </message>
</context>
<context>
    <name>vrft::ui::ExemplarList</name>
    <message>
        <source>Example %1: %2</source>
        <translation>示例 %1：%2</translation>
    </message>
    <message>
        <source>%1
%2, opens in Studies</source>
        <translation>%1
%2，在“检查”中打开</translation>
    </message>
    <message>
        <source>None yet. Write the reasoning beside an image in Studies: it becomes an example here.</source>
        <translation>还没有。请在“检查”中于图像旁写下推理：它会成为这里的示例。</translation>
    </message>
    <message>
        <source>Examples with reasoning</source>
        <translation>附推理的示例</translation>
    </message>
</context>
<context>
    <name>vrft::ui::ExternalCard</name>
    <message>
        <source>On another dataset…</source>
        <translation>在另一个数据集上…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Ends the evaluation; what it has found so far is dropped</source>
        <translation>结束评估；到目前为止的结果会丢弃</translation>
    </message>
    <message>
        <source>Datasets answered</source>
        <translation>已回答的数据集</translation>
    </message>
    <message>
        <source>The best checkpoint on the test patients of its own dataset and of another that asks the same question.</source>
        <translation>最佳检查点在自己的数据集和另一个提出同样问题的数据集的测试集患者上的结果。</translation>
    </message>
    <message>
        <source>On another dataset</source>
        <translation>在另一个数据集上</translation>
    </message>
    <message>
        <source>The run has no checkpoint that could be evaluated</source>
        <translation>该训练没有可以评估的检查点</translation>
    </message>
    <message>
        <source>An evaluation is going on already</source>
        <translation>已有一次评估正在进行</translation>
    </message>
    <message>
        <source>Choose another frozen dataset; both are answered anew</source>
        <translation>选择另一个已冻结的数据集；两个数据集都会重新回答</translation>
    </message>
    <message>
        <source>%1 · %2 of %3 datasets done</source>
        <translation>%1 · 已完成 %2/%3 个数据集</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>正在启动…</translation>
    </message>
    <message>
        <source>Internal: %1. External: %2. The checkpoint of step %3; intervals are 95 %, by bootstrap over patients.</source>
        <translation>内部：%1。外部：%2。第 %3 步的检查点；区间为 95 %，按患者自助抽样。</translation>
    </message>
    <message>
        <source>The run was trained on 1 of the external test images: it says nothing new.</source>
        <translation>外部测试图像中有 1 幅该训练学习过：它不能说明新的情况。</translation>
    </message>
    <message>
        <source>The run was trained on %1 of the external test images: they say nothing new.</source>
        <translation>外部测试图像中有 %1 幅该训练学习过：它们不能说明新的情况。</translation>
    </message>
    <message>
        <source>Figures on %1 and on %2</source>
        <translation>在 %1 和 %2 上的指标</translation>
    </message>
    <message>
        <source>External minus internal</source>
        <translation>外部减内部</translation>
    </message>
    <message>
        <source>Internal</source>
        <translation>内部</translation>
    </message>
    <message>
        <source>External</source>
        <translation>外部</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差值</translation>
    </message>
</context>
<context>
    <name>vrft::ui::ExternalDialog</name>
    <message>
        <source>Evaluate</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>On another dataset</source>
        <translation>在另一个数据集上</translation>
    </message>
    <message>
        <source>Frozen datasets of this workspace that %1 can be evaluated on:</source>
        <translation>该工作区中可用于评估 %1 的已冻结数据集：</translation>
    </message>
    <message>
        <source>Datasets</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Those that ask something else say what</source>
        <translation>提出其他问题的数据集会说明原因</translation>
    </message>
    <message>
        <source>No other dataset asks this question. Freeze one in Dataset.</source>
        <translation>没有其他数据集提出这个问题。请在“数据集”中冻结一个。</translation>
    </message>
    <message>
        <source>Answers the test images of both datasets (Enter)</source>
        <translation>回答两个数据集的测试图像（Enter）</translation>
    </message>
    <message>
        <source>Choose a dataset first</source>
        <translation>请先选择一个数据集</translation>
    </message>
</context>
<context>
    <name>vrft::ui::FilterPanel</name>
    <message>
        <source>How images are shown to the model</source>
        <translation>图像如何呈现给模型</translation>
    </message>
    <message>
        <source>Which images</source>
        <translation>哪些图像</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>The task whose labels become a dataset</source>
        <translation>其标注将成为数据集的任务</translation>
    </message>
    <message>
        <source>Modality</source>
        <translation>模态</translation>
    </message>
    <message>
        <source>Only images of one kind of examination</source>
        <translation>仅一种检查类型的图像</translation>
    </message>
    <message>
        <source>Labelled by any reader</source>
        <translation>任一阅片者标注</translation>
    </message>
    <message>
        <source>Labelled by me</source>
        <translation>由我标注</translation>
    </message>
    <message>
        <source>Complete, with every attribute</source>
        <translation>完整，含全部属性</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>Whose accepted labels count, and how much they must say</source>
        <translation>采用谁的已采纳标注，以及须多完整</translation>
    </message>
    <message>
        <source>Take the accepted label</source>
        <translation>采用已采纳的标注</translation>
    </message>
    <message>
        <source>Leave the image out</source>
        <translation>排除该图像</translation>
    </message>
    <message>
        <source>When readers disagree</source>
        <translation>阅片者意见不一致时</translation>
    </message>
    <message>
        <source>What becomes of an image about which two readers say different things</source>
        <translation>两位阅片者意见不同的图像如何处理</translation>
    </message>
    <message>
        <source>Study date</source>
        <translation>检查日期</translation>
    </message>
    <message>
        <source>Study date from</source>
        <translation>检查日期起</translation>
    </message>
    <message>
        <source>Study date to</source>
        <translation>检查日期止</translation>
    </message>
    <message>
        <source>to</source>
        <translation>至</translation>
    </message>
    <message>
        <source>With at least one box</source>
        <translation>至少有一个框</translation>
    </message>
    <message>
        <source>Only images on which something is marked</source>
        <translation>仅有标记的图像</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗宽窗位</translation>
    </message>
    <message>
        <source>How grey values become the 8 bits that are frozen; colour and 8-bit images without a window stay as they are</source>
        <translation>灰度值如何转换为冻结的 8 位值；彩色图像和没有窗的 8 位图像保持原样</translation>
    </message>
    <message>
        <source>Size, as seen by</source>
        <translation>尺寸，按其所见</translation>
    </message>
    <message>
        <source>The policy resizes every image itself; the dataset keeps it as it is</source>
        <translation>策略模型会自行缩放每幅图像；数据集保持原样</translation>
    </message>
    <message>
        <source>%1: a date like 2025-06-30, or nothing</source>
        <translation>%1：形如 2025-06-30 的日期，或留空</translation>
    </message>
    <message>
        <source>“%1” is no date. Write it like 2025-06-30.</source>
        <translation>“%1”不是日期。请写成 2025-06-30 的形式。</translation>
    </message>
    <message>
        <source>Any</source>
        <translation>任意</translation>
    </message>
    <message>
        <source>From the header</source>
        <translation>按文件头</translation>
    </message>
    <message>
        <source>Whole range of each image</source>
        <translation>每幅图像的全部范围</translation>
    </message>
    <message>
        <source>There is no policy in this workspace yet.</source>
        <translation>此工作区还没有策略模型。</translation>
    </message>
    <message>
        <source>%1 × %2 pixels, %3 image tokens</source>
        <translation>%1 × %2 像素，%3 个图像词元</translation>
    </message>
    <message>
        <source> for the most frequent size, %1 × %2</source>
        <translation>（最常见尺寸 %1 × %2）</translation>
    </message>
    <message>
        <source>The smallest box is %1 pixels wide at this size.</source>
        <translation>在此尺寸下最小的框宽 %1 像素。</translation>
    </message>
    <message>
        <source>any date</source>
        <translation>不限日期</translation>
    </message>
</context>
<context>
    <name>vrft::ui::GradeTable</name>
    <message>
        <source>Credit by reference and answer</source>
        <translation>按参考和回答的得分</translation>
    </message>
    <message>
        <source>Arrow keys choose a cell, Return or a digit edits it</source>
        <translation>方向键选择单元格，Return 或数字键编辑</translation>
    </message>
    <message>
        <source>Credit</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Between 0 and 1; Return takes it, Escape leaves it</source>
        <translation>0 到 1 之间；Return 采用，Escape 放弃</translation>
    </message>
    <message>
        <source>reference %1, answer %2: %3</source>
        <translation>参考 %1，回答 %2：%3</translation>
    </message>
    <message>
        <source>The exact grade always earns 1. Choose a cell beside the diagonal.</source>
        <translation>完全正确的分级总得 1。请选择对角线以外的单元格。</translation>
    </message>
    <message>
        <source>Between 0 and 1.</source>
        <translation>0 到 1 之间。</translation>
    </message>
</context>
<context>
    <name>vrft::ui::GroupModel</name>
    <message>
        <source> (right)</source>
        <translation>（正确）</translation>
    </message>
    <message>
        <source> (wrong)</source>
        <translation>（错误）</translation>
    </message>
    <message>
        <source>Answer %1%2, advantage %3, reward %4</source>
        <translation>回答 %1%2，优势 %3，奖励 %4</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>greedy</source>
        <translation>贪心</translation>
    </message>
    <message>
        <source>sampled</source>
        <translation>采样</translation>
    </message>
</context>
<context>
    <name>vrft::ui::GroupTable</name>
    <message>
        <source>All answers to this image at this step</source>
        <translation>此步对此图像的全部回答</translation>
    </message>
</context>
<context>
    <name>vrft::ui::ImageView</name>
    <message>
        <source>no pixel spacing</source>
        <translation>无像素间距</translation>
    </message>
    <message>
        <source>%1 mm per pixel</source>
        <translation>每像素 %1 mm</translation>
    </message>
    <message>
        <source>%1 by %2 mm per pixel</source>
        <translation>每像素 %1 × %2 mm</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Zoom %1 %</source>
        <translation>缩放 %1 %</translation>
    </message>
    <message>
        <source>Window %1</source>
        <translation>窗宽 %1</translation>
    </message>
    <message>
        <source>Level %1</source>
        <translation>窗位 %1</translation>
    </message>
    <message>
        <source>x %1 y %2</source>
        <translation>x %1 y %2</translation>
    </message>
    <message>
        <source>value %1</source>
        <translation>值 %1</translation>
    </message>
</context>
<context>
    <name>vrft::ui::KeySheet</name>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Class or grade</source>
        <translation>类别或分级</translation>
    </message>
</context>
<context>
    <name>vrft::ui::KeysPage</name>
    <message>
        <source>No key</source>
        <translation>无按键</translation>
    </message>
    <message>
        <source>As at first</source>
        <translation>恢复初始</translation>
    </message>
    <message>
        <source>All keys as at first</source>
        <translation>全部恢复初始</translation>
    </message>
    <message>
        <source>Actions and their keys</source>
        <translation>操作及其快捷键</translation>
    </message>
    <message>
        <source>Choose an action, then press a new key below</source>
        <translation>选择一个操作，然后在下方按新键</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>New key</source>
        <translation>新按键</translation>
    </message>
    <message>
        <source>Press the new key here</source>
        <translation>在此按下新键</translation>
    </message>
    <message>
        <source>Every key is as it was at first.</source>
        <translation>所有快捷键均为初始设置。</translation>
    </message>
    <message>
        <source>Choose an action, then press its new key.</source>
        <translation>请选择一个操作，然后按下新键。</translation>
    </message>
    <message>
        <source>At first it had no key.</source>
        <translation>初始时没有按键。</translation>
    </message>
    <message>
        <source>At first: %1.</source>
        <translation>初始为：%1。</translation>
    </message>
    <message>
        <source>%1 is the key of “%2”. Choose another key, or give that one another first.</source>
        <translation>%1 已是“%2”的快捷键。请选择其他键，或先为它另设按键。</translation>
    </message>
    <message>
        <source>“%1” has no key now.</source>
        <translation>“%1”现在没有按键。</translation>
    </message>
    <message>
        <source>“%1” is on %2 now.</source>
        <translation>“%1”现在的按键是 %2。</translation>
    </message>
</context>
<context>
    <name>vrft::ui::KnowledgePage</name>
    <message>
        <source>Knowledge</source>
        <translation>知识</translation>
    </message>
    <message>
        <source>Store what is typed</source>
        <translation>保存输入内容</translation>
    </message>
    <message>
        <source>Return, or a pause</source>
        <translation>Return，或稍停片刻</translation>
    </message>
    <message>
        <source>Edit a credit</source>
        <translation>编辑得分</translation>
    </message>
    <message>
        <source>Return or a digit</source>
        <translation>Return 或数字键</translation>
    </message>
    <message>
        <source>No task yet</source>
        <translation>还没有任务</translation>
    </message>
    <message>
        <source>A task says what is asked of an image, which answers there are, and what experts know about each. Make one, begin with a starter pack, or bring in a file.</source>
        <translation>任务说明对图像提出什么问题、有哪些答案，以及专家对每个答案的了解。可以新建任务，从入门包开始，或导入文件。</translation>
    </message>
    <message>
        <source>No workspace is open</source>
        <translation>没有打开工作区</translation>
    </message>
    <message>
        <source>Tasks live in a workspace. Open one in Studies first.</source>
        <translation>任务存放在工作区中。请先在“检查”中打开一个工作区。</translation>
    </message>
    <message>
        <source>check first</source>
        <translation>先核对</translation>
    </message>
    <message>
        <source>Grades</source>
        <translation>分级</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Add a grade</source>
        <translation>添加分级</translation>
    </message>
    <message>
        <source>Add a class</source>
        <translation>添加类别</translation>
    </message>
    <message>
        <source>A localisation finds one thing.</source>
        <translation>定位任务只寻找一种目标。</translation>
    </message>
    <message>
        <source>%1 of %2 have no labelled image yet.</source>
        <translation>%2 个中有 %1 个还没有已标注图像。</translation>
    </message>
    <message>
        <source>Drag to reorder. Renaming what has labels asks what becomes of them.</source>
        <translation>拖动可重新排序。重命名已有标注的类别时，会询问如何处理这些标注。</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>版本 %1</translation>
    </message>
    <message>
        <source>Changes since version %1</source>
        <translation>自版本 %1 以来的改动</translation>
    </message>
    <message>
        <source>Restore version %1</source>
        <translation>恢复版本 %1</translation>
    </message>
    <message>
        <source>Changes since version %1   %2, %3</source>
        <translation>自版本 %1 以来的改动   %2，%3</translation>
    </message>
    <message>
        <source>Restore version %1 of %2</source>
        <translation>恢复 %2 的版本 %1</translation>
    </message>
    <message>
        <source>Version %1 is the newest again</source>
        <translation>版本 %1 重新成为最新版本</translation>
    </message>
    <message>
        <source>%1, image %2</source>
        <translation>%1，图像 %2</translation>
    </message>
    <message>
        <source>New task %1</source>
        <translation>新建任务 %1</translation>
    </message>
    <message>
        <source>Starter pack %1</source>
        <translation>入门包 %1</translation>
    </message>
    <message>
        <source>Import knowledge</source>
        <translation>导入知识</translation>
    </message>
    <message>
        <source>Tasks (*.json);;All files (*)</source>
        <translation>任务 (*.json);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Import task %1</source>
        <translation>导入任务 %1</translation>
    </message>
    <message>
        <source>Export this task</source>
        <translation>导出此任务</translation>
    </message>
    <message>
        <source>Exported: %1</source>
        <translation>已导出：%1</translation>
    </message>
    <message>
        <source>Remove task %1</source>
        <translation>移除任务 %1</translation>
    </message>
    <message>
        <source>Removed: %1. Its labels stay and come back with it.</source>
        <translation>已移除：%1。其标注保留，并随任务一起恢复。</translation>
    </message>
    <message>
        <source>new class</source>
        <translation>新类别</translation>
    </message>
    <message>
        <source>new class %1</source>
        <translation>新类别 %1</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>移除 %1</translation>
    </message>
    <message>
        <source>Move %1</source>
        <translation>移动 %1</translation>
    </message>
    <message>
        <source>New task…</source>
        <translation>新建任务…</translation>
    </message>
    <message>
        <source>Starter packs…</source>
        <translation>入门包…</translation>
    </message>
    <message>
        <source>Import knowledge…</source>
        <translation>导入知识…</translation>
    </message>
    <message>
        <source>Export this task…</source>
        <translation>导出此任务…</translation>
    </message>
    <message>
        <source>Remove this task</source>
        <translation>移除此任务</translation>
    </message>
    <message>
        <source>Remove this class</source>
        <translation>移除此类别</translation>
    </message>
    <message>
        <source>Class further up</source>
        <translation>类别上移</translation>
    </message>
    <message>
        <source>Class further down</source>
        <translation>类别下移</translation>
    </message>
    <message>
        <source>From a study…</source>
        <translation>从检查中选取…</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>New…</source>
        <translation>新建…</translation>
    </message>
    <message>
        <source>labelled images</source>
        <translation>已标注图像</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Editor</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>What comes of it</source>
        <translation>产生的结果</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Earlier versions: compare with one</source>
        <translation>早先的版本：与之比较</translation>
    </message>
    <message>
        <source>From a starter pack: read every line before it is used.</source>
        <translation>来自入门包：使用前请逐行阅读。</translation>
    </message>
    <message>
        <source>I have checked this class</source>
        <translation>我已核对此类别</translation>
    </message>
    <message>
        <source>Takes the mark “check first” off this class</source>
        <translation>去掉此类别的“先核对”标记</translation>
    </message>
    <message>
        <source>Change the grade of a class that has labels</source>
        <translation>更改已有标注的类别的分级</translation>
    </message>
    <message>
        <source>%1 labels of grade %2 become grade %3.</source>
        <translation>分级 %2 的 %1 个标注改为分级 %3。</translation>
    </message>
    <message>
        <source>They stay labels of “%1”. Datasets that are frozen keep the grades they have. Labels and grade are one step to undo.</source>
        <translation>它们仍是“%1”的标注。已冻结的数据集保持原有分级。标注和分级作为一步撤销。</translation>
    </message>
    <message>
        <source>Change the grade</source>
        <translation>更改分级</translation>
    </message>
    <message>
        <source>Keep it as it is</source>
        <translation>保持不变</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
</context>
<context>
    <name>vrft::ui::LabelModel</name>
    <message>
        <source>Label %1</source>
        <translation>标注 %1</translation>
    </message>
    <message>
        <source>Label none</source>
        <translation>标注为无</translation>
    </message>
    <message>
        <source>Remove label, %1</source>
        <translation>移除标注，%1</translation>
    </message>
    <message>
        <source>Clear %1</source>
        <translation>清除 %1</translation>
    </message>
    <message>
        <source>Set %1 to %2</source>
        <translation>将 %1 设为 %2</translation>
    </message>
    <message>
        <source>%1 of box %2</source>
        <translation>框 %2：%1</translation>
    </message>
    <message>
        <source>Draw box %1</source>
        <translation>画框 %1</translation>
    </message>
    <message>
        <source>Change box %1</source>
        <translation>更改框 %1</translation>
    </message>
    <message>
        <source>Remove box %1</source>
        <translation>移除框 %1</translation>
    </message>
    <message>
        <source>Change reasoning</source>
        <translation>更改推理</translation>
    </message>
    <message>
        <source>Change reasoning for box %1</source>
        <translation>更改框 %1 的推理</translation>
    </message>
</context>
<context>
    <name>vrft::ui::LabelPanel</name>
    <message>
        <source>classification</source>
        <translation>分类</translation>
    </message>
    <message>
        <source>grading</source>
        <translation>分级</translation>
    </message>
    <message>
        <source>localisation</source>
        <translation>定位</translation>
    </message>
    <message>
        <source>Class or grade %1</source>
        <translation>类别或分级 %1</translation>
    </message>
    <message>
        <source>Other readers’ labels before mine</source>
        <translation>在我标注前显示其他阅片者的标注</translation>
    </message>
    <message>
        <source>Next unlabelled image</source>
        <translation>下一幅未标注图像</translation>
    </message>
    <message>
        <source>Back to the image before</source>
        <translation>返回前一幅图像</translation>
    </message>
    <message>
        <source>Put a box in the middle</source>
        <translation>在中央放置一个框</translation>
    </message>
    <message>
        <source>Chosen box wider</source>
        <translation>所选框加宽</translation>
    </message>
    <message>
        <source>Chosen box narrower</source>
        <translation>所选框变窄</translation>
    </message>
    <message>
        <source>Chosen box taller</source>
        <translation>所选框加高</translation>
    </message>
    <message>
        <source>Chosen box lower</source>
        <translation>所选框变矮</translation>
    </message>
    <message>
        <source>Reader: %1</source>
        <translation>阅片者：%1</translation>
    </message>
    <message>
        <source>%1 (grade %2)</source>
        <translation>%1（分级 %2）</translation>
    </message>
    <message>
        <source>%1: draw a box</source>
        <translation>%1：画框</translation>
    </message>
    <message>
        <source>None on this image</source>
        <translation>此图像上无</translation>
    </message>
    <message>
        <source>The image was read and shows none</source>
        <translation>已阅此图像，未见目标</translation>
    </message>
    <message>
        <source>Choose an image first.</source>
        <translation>请先选择图像。</translation>
    </message>
    <message>
        <source>This task lists no findings.</source>
        <translation>此任务没有列出所见。</translation>
    </message>
    <message>
        <source>Findings, box %1</source>
        <translation>所见，框 %1</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>所见</translation>
    </message>
    <message>
        <source>Reasoning for box %1</source>
        <translation>框 %1 的推理</translation>
    </message>
    <message>
        <source>Reasoning</source>
        <translation>推理</translation>
    </message>
    <message>
        <source>Box %1</source>
        <translation>框 %1</translation>
    </message>
    <message>
        <source>%1   %2 × %3 mm</source>
        <translation>%1   %2 × %3 mm</translation>
    </message>
    <message>
        <source>%1   %2 × %3 pixels</source>
        <translation>%1   %2 × %3 像素</translation>
    </message>
    <message>
        <source>Box %1, not stored yet</source>
        <translation>框 %1，尚未保存</translation>
    </message>
    <message>
        <source>Reference, %1</source>
        <translation>参考，%1</translation>
    </message>
    <message>
        <source>Not stored yet: choose a label.</source>
        <translation>尚未保存：请选择标注。</translation>
    </message>
    <message>
        <source>Not labelled yet. Press a key or click.</source>
        <translation>尚未标注。请按键或单击。</translation>
    </message>
    <message>
        <source>Your label</source>
        <translation>您的标注</translation>
    </message>
    <message>
        <source>%1: %2, the reference</source>
        <translation>%1：%2，参考</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Another reading: hidden until yours is complete (%1 shows it).</source>
        <translation>另有阅片意见：在您完成之前隐藏（%1 可显示）。</translation>
    </message>
    <message>
        <source>Nothing to label yet.</source>
        <translation>还没有可标注的内容。</translation>
    </message>
    <message>
        <source>Counting what is left…</source>
        <translation>正在统计剩余数量…</translation>
    </message>
    <message>
        <source>You have labelled every image for this task.</source>
        <translation>您已标注此任务的全部图像。</translation>
    </message>
    <message>
        <source>%1 of %2 images left</source>
        <translation>剩余 %1 / %2 幅图像</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Remove my label</source>
        <translation>移除我的标注</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>画框</translation>
    </message>
    <message>
        <source>Boxes</source>
        <translation>框</translation>
    </message>
    <message>
        <source>None on this image.</source>
        <translation>此图像上无。</translation>
    </message>
    <message>
        <source>Why, as you would tell a colleague</source>
        <translation>理由，如同告诉同事</translation>
    </message>
    <message>
        <source>An example for the model, about the chosen box or else the image.</source>
        <translation>给模型的示例，针对所选框；未选框时针对整幅图像。</translation>
    </message>
    <message>
        <source>Next unlabelled</source>
        <translation>下一幅未标注</translation>
    </message>
    <message>
        <source>The next image you haven’t labelled for this task</source>
        <translation>您尚未针对此任务标注的下一幅图像</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>This workspace has no task yet. Write one in Knowledge: what is asked, and which answers there are.</source>
        <translation>此工作区还没有任务。请在“知识”中写一个：问什么，有哪些回答。</translation>
    </message>
    <message>
        <source>Write a task</source>
        <translation>编写任务</translation>
    </message>
    <message>
        <source>Go to Knowledge, where tasks are written or brought in</source>
        <translation>前往“知识”，在那里编写或导入任务</translation>
    </message>
    <message>
        <source>%1 left in the list, %2 in all</source>
        <translation>列表中剩 %1 幅，共剩 %2 幅</translation>
    </message>
    <message>
        <source>None left in the list, %1 in all</source>
        <translation>列表中已无剩余，共剩 %1 幅</translation>
    </message>
    <message>
        <source>%1. Who labels: Settings</source>
        <translation>%1。由谁标注：设置</translation>
    </message>
    <message>
        <source>Who labels: Settings</source>
        <translation>由谁标注：设置</translation>
    </message>
</context>
<context>
    <name>vrft::ui::LaunchModel</name>
    <message>
        <source>version %1</source>
        <translation>版本 %1</translation>
    </message>
    <message>
        <source>as frozen</source>
        <translation>冻结时</translation>
    </message>
    <message>
        <source>No dataset is frozen yet. Freeze one in Dataset.</source>
        <translation>还没有冻结数据集。请在“数据集”中冻结一个。</translation>
    </message>
    <message>
        <source>Choose a dataset.</source>
        <translation>请选择数据集。</translation>
    </message>
    <message>
        <source>The dataset can’t be used: %1</source>
        <translation>此数据集不可用：%1</translation>
    </message>
    <message>
        <source>No policy is here yet. Add one.</source>
        <translation>还没有策略模型。请添加一个。</translation>
    </message>
    <message>
        <source>Choose a policy.</source>
        <translation>请选择策略模型。</translation>
    </message>
    <message>
        <source>The policy can’t be used: %1</source>
        <translation>此策略模型不可用：%1</translation>
    </message>
</context>
<context>
    <name>vrft::ui::LaunchWords</name>
    <message>
        <source>VRFT-Aug, all parts</source>
        <translation>VRFT-Aug，全部组成</translation>
    </message>
    <message>
        <source>Plain reinforcement</source>
        <translation>普通强化</translation>
    </message>
    <message>
        <source>Knowledge prompts</source>
        <translation>知识提示词</translation>
    </message>
    <message>
        <source>Knowledge prompts, recitation penalised</source>
        <translation>知识提示词，惩罚复述</translation>
    </message>
    <message>
        <source>Knowledge prompts, recitation rewarded</source>
        <translation>知识提示词，奖励复述</translation>
    </message>
    <message>
        <source>Fuzzy grades</source>
        <translation>模糊分级</translation>
    </message>
    <message>
        <source>Localise first</source>
        <translation>先定位</translation>
    </message>
    <message>
        <source>Control for localise first</source>
        <translation>“先定位”的对照</translation>
    </message>
    <message>
        <source>Supervised, same updates</source>
        <translation>监督，更新次数相同</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Knowledge in the prompt</source>
        <translation>提示词中的知识</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Stay near the start (KL)</source>
        <translation>不偏离起点（KL）</translation>
    </message>
    <message>
        <source>Updates per step</source>
        <translation>每步更新次数</translation>
    </message>
    <message>
        <source>Images per step</source>
        <translation>每步图像数</translation>
    </message>
    <message>
        <source>Answers per image</source>
        <translation>每幅图像的回答数</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>Longest answer, tokens</source>
        <translation>最长回答（词元）</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>学习率调度</translation>
    </message>
    <message>
        <source>What is trained</source>
        <translation>训练的部分</translation>
    </message>
    <message>
        <source>Held-out check every, steps</source>
        <translation>保留集检查间隔（步）</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Dataset</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Policy to tune</source>
        <translation>要微调的策略模型</translation>
    </message>
    <message>
        <source>Knowledge</source>
        <translation>知识</translation>
    </message>
    <message>
        <source>reasoning and answer present, in order</source>
        <translation>推理和答案齐全且顺序正确</translation>
    </message>
    <message>
        <source>1 if the grade is right</source>
        <translation>分级正确得 1</translation>
    </message>
    <message>
        <source>1 if right</source>
        <translation>正确得 1</translation>
    </message>
    <message>
        <source>1 if right, %1 one grade off, %2 two off</source>
        <translation>正确得 1，差一级得 %1，差两级得 %2</translation>
    </message>
    <message>
        <source>overlap with the reference boxes</source>
        <translation>与参考框的重叠度</translation>
    </message>
    <message>
        <source>overlap of the reasoning with the knowledge text</source>
        <translation>推理与知识文本的重合度</translation>
    </message>
    <message>
        <source>takes points past %1 tokens</source>
        <translation>超过 %1 个词元扣分</translation>
    </message>
    <message>
        <source>takes points for the same %1 words again</source>
        <translation>重复相同的 %1 个词扣分</translation>
    </message>
    <message>
        <source>fewest words</source>
        <translation>最少词数</translation>
    </message>
    <message>
        <source>most tokens</source>
        <translation>最多词元数</translation>
    </message>
    <message>
        <source>tokens before the most</source>
        <translation>到上限前的词元数</translation>
    </message>
    <message>
        <source>words in a row</source>
        <translation>连续词数</translation>
    </message>
    <message>
        <source>measured by</source>
        <translation>衡量方式</translation>
    </message>
    <message>
        <source>Rewards put together</source>
        <translation>奖励合并方式</translation>
    </message>
    <message>
        <source>Objective</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Clipping below</source>
        <translation>裁剪下限</translation>
    </message>
    <message>
        <source>Clipping above</source>
        <translation>裁剪上限</translation>
    </message>
    <message>
        <source>Bound on losses of bad answers</source>
        <translation>差回答的损失上限</translation>
    </message>
    <message>
        <source>Advantages scaled by</source>
        <translation>优势缩放依据</translation>
    </message>
    <message>
        <source>Mean over</source>
        <translation>平均范围</translation>
    </message>
    <message>
        <source>Cut-off answers left out</source>
        <translation>略去被截断的回答</translation>
    </message>
    <message>
        <source>Groups without signal sampled again</source>
        <translation>无信号的组重新采样</translation>
    </message>
    <message>
        <source>Optimiser, beta 1</source>
        <translation>优化器，beta 1</translation>
    </message>
    <message>
        <source>Optimiser, beta 2</source>
        <translation>优化器，beta 2</translation>
    </message>
    <message>
        <source>Optimiser, epsilon</source>
        <translation>优化器，epsilon</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>权重衰减</translation>
    </message>
    <message>
        <source>Warm-up, steps</source>
        <translation>预热（步）</translation>
    </message>
    <message>
        <source>Longest gradient</source>
        <translation>梯度范数上限</translation>
    </message>
    <message>
        <source>Adapter rank</source>
        <translation>适配器的秩</translation>
    </message>
    <message>
        <source>Adapter alpha</source>
        <translation>适配器 alpha</translation>
    </message>
    <message>
        <source>Where adapters sit</source>
        <translation>适配器位置</translation>
    </message>
    <message>
        <source>Frozen weights in memory</source>
        <translation>冻结权重在内存中的精度</translation>
    </message>
    <message>
        <source>Gradient checkpointing</source>
        <translation>梯度检查点</translation>
    </message>
    <message>
        <source>Held-out images at most</source>
        <translation>保留集图像上限</translation>
    </message>
    <message>
        <source>Images exchanged for the image gain</source>
        <translation>为图像增益交换的图像数</translation>
    </message>
    <message>
        <source>Checkpoint every, steps</source>
        <translation>检查点间隔（步）</translation>
    </message>
    <message>
        <source>Checkpoint every, seconds</source>
        <translation>检查点间隔（秒）</translation>
    </message>
    <message>
        <source>Checkpoints kept</source>
        <translation>保留的检查点数</translation>
    </message>
    <message>
        <source>Best checkpoint by</source>
        <translation>最佳检查点依据</translation>
    </message>
    <message>
        <source>Prompt template</source>
        <translation>提示词模板</translation>
    </message>
    <message>
        <source>Weight of %1</source>
        <translation>%1 的权重</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1, on boxes first</source>
        <translation>%1，先在框上</translation>
    </message>
    <message>
        <source>%1, stage %2</source>
        <translation>%1，阶段 %2</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>reinforcement</source>
        <translation>强化</translation>
    </message>
    <message>
        <source>supervised</source>
        <translation>监督</translation>
    </message>
    <message>
        <source>added up</source>
        <translation>相加</translation>
    </message>
    <message>
        <source>each brought to one scale</source>
        <translation>各自归一后相加</translation>
    </message>
    <message>
        <source>group</source>
        <translation>组</translation>
    </message>
    <message>
        <source>batch</source>
        <translation>批</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>answers</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>constant</source>
        <translation>恒定</translation>
    </message>
    <message>
        <source>falling (cosine)</source>
        <translation>下降（余弦）</translation>
    </message>
    <message>
        <source>all weights</source>
        <translation>全部权重</translation>
    </message>
    <message>
        <source>adapters (LoRA)</source>
        <translation>适配器（LoRA）</translation>
    </message>
    <message>
        <source>the decoder</source>
        <translation>解码器</translation>
    </message>
    <message>
        <source>held-out score</source>
        <translation>保留集得分</translation>
    </message>
    <message>
        <source>overlap (IoU)</source>
        <translation>重叠度（IoU）</translation>
    </message>
    <message>
        <source>exemplars of</source>
        <translation>示例来自</translation>
    </message>
    <message>
        <source>command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>longest silence, seconds</source>
        <translation>最长无响应时间（秒）</translation>
    </message>
    <message>
        <source>if it fails</source>
        <translation>失败时</translation>
    </message>
    <message>
        <source>overlap and distance (GIoU)</source>
        <translation>重叠与距离（GIoU）</translation>
    </message>
    <message>
        <source>the image, else its class</source>
        <translation>该图像，否则其类别</translation>
    </message>
    <message>
        <source>the whole task</source>
        <translation>整个任务</translation>
    </message>
    <message>
        <source>the run stops</source>
        <translation>训练停止</translation>
    </message>
    <message>
        <source>those answers count 0</source>
        <translation>这些回答计 0 分</translation>
    </message>
    <message>
        <source>overlap with the reference boxes, and nearness where there is none</source>
        <translation>与参考框的重叠度；没有重叠时看接近程度</translation>
    </message>
    <message>
        <source>likeness of the reasoning to the readers’ own</source>
        <translation>推理与阅片者推理的相似度</translation>
    </message>
    <message>
        <source>what your own program says: %1</source>
        <translation>您自己的程序给出的分数：%1</translation>
    </message>
    <message>
        <source>what your own program says</source>
        <translation>您自己的程序给出的分数</translation>
    </message>
    <message>
        <source>Alarm: %1</source>
        <translation>警报：%1</translation>
    </message>
</context>
<context>
    <name>vrft::ui::LedgerDialog</name>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 等（另有 %2 项）</translation>
    </message>
    <message>
        <source>Import ledger</source>
        <translation>导入清单</translation>
    </message>
    <message>
        <source>Import under way</source>
        <translation>正在导入</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Show only: %1</source>
        <translation>仅显示：%1</translation>
    </message>
    <message>
        <source>Files found</source>
        <translation>找到的文件</translation>
    </message>
    <message>
        <source>Files with trouble</source>
        <translation>有问题的文件</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>另存为 CSV…</translation>
    </message>
    <message>
        <source>Every file of this import with its fate</source>
        <translation>本次导入的每个文件及其去向</translation>
    </message>
    <message>
        <source>Import ledger · %1</source>
        <translation>导入清单 · %1</translation>
    </message>
    <message>
        <source>Import of %1</source>
        <translation>导入 %1</translation>
    </message>
    <message>
        <source>Import of %1, not ended. What is stored stays.</source>
        <translation>导入 %1，未结束。已存储的内容保留。</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>Bringing files in</source>
        <translation>正在导入文件</translation>
    </message>
    <message>
        <source>Stopped after %1. What is stored stays.</source>
        <translation>在 %1 后停止。已存储的内容保留。</translation>
    </message>
    <message>
        <source>Finished in %1</source>
        <translation>用时 %1 完成</translation>
    </message>
    <message>
        <source>%1 files a second</source>
        <translation>每秒 %1 个文件</translation>
    </message>
    <message>
        <source>adds up</source>
        <translation>相符</translation>
    </message>
    <message>
        <source>%1 in work</source>
        <translation>%1 处理中</translation>
    </message>
    <message>
        <source>No file had trouble.</source>
        <translation>没有文件出现问题。</translation>
    </message>
    <message>
        <source>%1 files with a remark. The others are not affected.</source>
        <translation>%1 个文件有备注。其他文件不受影响。</translation>
    </message>
    <message>
        <source>Stopping. What is stored stays.</source>
        <translation>正在停止。已存储的内容保留。</translation>
    </message>
    <message>
        <source>Paused. What was met so far is stored.</source>
        <translation>已暂停。已处理的内容均已存储。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Stop now; what is stored stays</source>
        <translation>立即停止；已存储的内容保留</translation>
    </message>
    <message>
        <source>Close (Escape)</source>
        <translation>关闭 (Escape)</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Go on with the import</source>
        <translation>继续导入</translation>
    </message>
    <message>
        <source>Let the import rest; what was met is stored</source>
        <translation>暂停导入；已处理的内容均已存储</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Try the %1 again</source>
        <translation>重试这 %1 个</translation>
    </message>
    <message>
        <source>Import what was asked once more; what is here already is passed over</source>
        <translation>重新导入所要求的内容；已有的会跳过</translation>
    </message>
    <message>
        <source>Look at the unreadable files once more</source>
        <translation>再次检查无法读取的文件</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>全部显示</translation>
    </message>
    <message>
        <source>Save the ledger</source>
        <translation>保存清单</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>另有 %1 项</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <translation>%1：%2。</translation>
    </message>
    <message>
        <source>1 file</source>
        <translation>1 个文件</translation>
    </message>
    <message>
        <source>%1 files</source>
        <translation>%1 个文件</translation>
    </message>
    <message>
        <source>1 file with a remark. The others are not affected.</source>
        <translation>1 个文件有备注，其他文件不受影响。</translation>
    </message>
    <message>
        <source>Try it again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Show all files with a remark</source>
        <translation>显示所有有备注的文件</translation>
    </message>
</context>
<context>
    <name>vrft::ui::LogDialog</name>
    <message>
        <source>Only warnings and errors</source>
        <translation>仅警告和错误</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Words to look for</source>
        <translation>要查找的词</translation>
    </message>
    <message>
        <source>Filter the log</source>
        <translation>筛选日志</translation>
    </message>
    <message>
        <source>The newest entry is the last</source>
        <translation>最新的记录在最后</translation>
    </message>
    <message>
        <source>Copy what is shown</source>
        <translation>复制显示的内容</translation>
    </message>
    <message>
        <source>It lies in %1 and may name files and patients: look through it before you pass it on.</source>
        <translation>日志位于 %1，其中可能有文件和患者的名称：转交他人前请先查看。</translation>
    </message>
    <message>
        <source>%1 of %2 entries</source>
        <translation>%1 / %2 条记录</translation>
    </message>
    <message>
        <source>What the entries are about</source>
        <translation>条目所涉内容</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Window and workspace</source>
        <translation>窗口与工作区</translation>
    </message>
    <message>
        <source>Imports</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Datasets</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Programs beside the window</source>
        <translation>窗口之外的程序</translation>
    </message>
</context>
<context>
    <name>vrft::ui::MainWindow</name>
    <message>
        <source>VRFT-Aug Workstation</source>
        <translation>VRFT-Aug 工作站</translation>
    </message>
    <message>
        <source>Workspace %1</source>
        <translation>工作区 %1</translation>
    </message>
    <message>
        <source>%1 — VRFT-Aug Workstation</source>
        <translation>%1 — VRFT-Aug 工作站</translation>
    </message>
    <message>
        <source>Undone: %1</source>
        <translation>已撤销：%1</translation>
    </message>
    <message>
        <source>Done again: %1</source>
        <translation>已重做：%1</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>撤销：%1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo: %1</source>
        <translation>重做：%1</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>The sample is being made</source>
        <translation>正在建立示例</translation>
    </message>
    <message>
        <source>%1. Choose the language again when that has ended</source>
        <translation>%1。请在其结束后再选择语言</translation>
    </message>
    <message>
        <source>New workspace…</source>
        <translation>新建工作区…</translation>
    </message>
    <message>
        <source>Open workspace…</source>
        <translation>打开工作区…</translation>
    </message>
    <message>
        <source>Open the sample</source>
        <translation>打开示例</translation>
    </message>
    <message>
        <source>Import a task…</source>
        <translation>导入任务…</translation>
    </message>
    <message>
        <source>Trash…</source>
        <translation>回收站…</translation>
    </message>
    <message>
        <source>Backups…</source>
        <translation>备份…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Hide the left panel</source>
        <translation>隐藏左侧面板</translation>
    </message>
    <message>
        <source>Hide the right panel</source>
        <translation>隐藏右侧面板</translation>
    </message>
    <message>
        <source>Only the image</source>
        <translation>仅显示图像</translation>
    </message>
    <message>
        <source>Next area</source>
        <translation>下一区域</translation>
    </message>
    <message>
        <source>Previous area</source>
        <translation>上一区域</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Log…</source>
        <translation>日志…</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Command palette…</source>
        <translation>命令面板…</translation>
    </message>
    <message>
        <source>Nothing to undo</source>
        <translation>没有可撤销的操作</translation>
    </message>
    <message>
        <source>Nothing to redo</source>
        <translation>没有可重做的操作</translation>
    </message>
    <message>
        <source>Menus</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>Search, or type a command</source>
        <translation>搜索，或输入命令</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>工作区</translation>
    </message>
    <message>
        <source>Open recent</source>
        <translation>最近打开</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Go</source>
        <translation>转到</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Workplace</source>
        <translation>工作页</translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation>转到 %1</translation>
    </message>
    <message>
        <source>In view</source>
        <translation>正在显示</translation>
    </message>
    <message>
        <source>Open workspace %1</source>
        <translation>打开工作区 %1</translation>
    </message>
    <message>
        <source>Open now</source>
        <translation>已打开</translation>
    </message>
    <message>
        <source>Another program has it open.</source>
        <translation>另一程序正打开着它。</translation>
    </message>
    <message>
        <source>today at %1</source>
        <translation>今天 %1</translation>
    </message>
    <message>
        <source>on %1</source>
        <translation>%1</translation>
    </message>
    <message>
        <source>%1 opened it on %2 %3 and it is still in use (process %4).</source>
        <translation>%1 于 %3 在 %2 上打开了它，目前仍在使用（进程 %4）。</translation>
    </message>
    <message>
        <source>Open a workspace</source>
        <translation>打开工作区</translation>
    </message>
    <message>
        <source>Import a task</source>
        <translation>导入任务</translation>
    </message>
    <message>
        <source>Tasks (*.json);;All files (*)</source>
        <translation>任务 (*.json);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Import task</source>
        <translation>导入任务</translation>
    </message>
    <message>
        <source>Workspace already open</source>
        <translation>工作区已打开</translation>
    </message>
    <message>
        <source>Workspace can’t be opened</source>
        <translation>无法打开工作区</translation>
    </message>
    <message>
        <source>“%1” is open in another window</source>
        <translation>“%1”已在另一窗口中打开</translation>
    </message>
    <message>
        <source>“%1” can’t be opened</source>
        <translation>无法打开“%1”</translation>
    </message>
    <message>
        <source>%1 Two programs writing to one workspace could lose work, so this one did not open it. Nothing was changed.

Close it there, then try again.

%2</source>
        <translation>%1两个程序同时写入一个工作区可能丢失数据，因此本程序没有打开它。未作任何改动。

请在那里关闭后重试。

%2</translation>
    </message>
    <message>
        <source>%1

Nothing was changed.

%2</source>
        <translation>%1

未作任何改动。

%2</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Open another…</source>
        <translation>打开其他…</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暂不</translation>
    </message>
    <message>
        <source>Making the sample: 300 made-up patients with tasks, labels and datasets. It takes some seconds.</source>
        <translation>正在建立示例：300 位虚构患者，附任务、标注和数据集。需要几秒钟。</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>还没有</translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation>恢复备份</translation>
    </message>
    <message>
        <source>Go back to the state of %1?</source>
        <translation>回到 %1 的状态？</translation>
    </message>
    <message>
        <source>Labels, tasks and imports made since then will no longer be shown. The present state is kept as a backup first, so you can come back to it. Images and datasets stay.</source>
        <translation>此后的标注、任务和导入将不再显示。当前状态会先备份，以便您随时返回。图像和数据集保留。</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Back at the state of %1</source>
        <translation>已回到 %1 的状态</translation>
    </message>
    <message>
        <source>New workspace: the name of its folder</source>
        <translation>新建工作区：文件夹名称</translation>
    </message>
    <message>
        <source>Make</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>My workspace</source>
        <translation>我的工作区</translation>
    </message>
</context>
<context>
    <name>vrft::ui::MarksKey</name>
    <message>
        <source>Hide all marks</source>
        <translation>隐藏全部标记</translation>
    </message>
    <message>
        <source>Space, held</source>
        <translation>按住空格键</translation>
    </message>
</context>
<context>
    <name>vrft::ui::MemoryBars</name>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
</context>
<context>
    <name>vrft::ui::MessageDialog</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close (Escape)</source>
        <translation>关闭 (Escape)</translation>
    </message>
</context>
<context>
    <name>vrft::ui::NewRunView</name>
    <message>
        <source>Start run</source>
        <translation>开始训练</translation>
    </message>
    <message>
        <source>No workspace is open.</source>
        <translation>没有打开工作区。</translation>
    </message>
    <message>
        <source>The engine isn’t where it should be (%1). Install the program completely, or set its place in Settings.</source>
        <translation>引擎不在应有的位置（%1）。请完整安装程序，或在“设置”中指定其位置。</translation>
    </message>
    <message>
        <source>The run is being made.</source>
        <translation>正在建立训练。</translation>
    </message>
    <message>
        <source>About %1 on this computer.</source>
        <translation>在此计算机上约 %1。</translation>
    </message>
    <message>
        <source>The run is being made</source>
        <translation>正在建立训练</translation>
    </message>
    <message>
        <source>Dataset and policy are checked, then it goes into the queue.</source>
        <translation>核对数据集和策略模型后进入队列。</translation>
    </message>
    <message>
        <source>The run couldn’t be made</source>
        <translation>无法建立训练</translation>
    </message>
    <message>
        <source>The reference answers can’t earn the highest reward.</source>
        <translation>参考答案得不到最高奖励。</translation>
    </message>
    <message>
        <source>What stands in the way is said in the dry run.</source>
        <translation>原因见试运行。</translation>
    </message>
    <message>
        <source>The disk is too small: %1 needed, %2 free.</source>
        <translation>磁盘空间不足：需要 %1，可用 %2。</translation>
    </message>
    <message>
        <source>Make room, or take fewer steps or answers.</source>
        <translation>请腾出空间，或减少步数或回答数。</translation>
    </message>
    <message>
        <source>The memory of this computer is too small</source>
        <translation>此计算机内存不足</translation>
    </message>
    <message>
        <source>Take fewer images a step or shorter answers, or the system will end the run.</source>
        <translation>请减少每步图像数或缩短回答，否则系统会结束训练。</translation>
    </message>
    <message>
        <source>The dry run goes on</source>
        <translation>试运行正在进行</translation>
    </message>
    <message>
        <source>Start ends it and begins the run.</source>
        <translation>“开始”会结束它并启动训练。</translation>
    </message>
    <message>
        <source>Ready to start</source>
        <translation>可以开始</translation>
    </message>
    <message>
        <source>About %1. It goes on when the window is closed.</source>
        <translation>约 %1。关闭窗口后训练继续。</translation>
    </message>
    <message>
        <source>The dry run failed</source>
        <translation>试运行失败</translation>
    </message>
    <message>
        <source>Changed since the dry run.</source>
        <translation>试运行后有改动。</translation>
    </message>
    <message>
        <source>Nothing was tried yet: a dry run says within a minute what to expect.</source>
        <translation>还没有试过：试运行在一分钟内告诉您会怎样。</translation>
    </message>
    <message>
        <source>Start run (Ctrl+Return)</source>
        <translation>开始训练 (Ctrl+Return)</translation>
    </message>
    <message>
        <source>Stopped. Nothing was written.</source>
        <translation>已停止。未写入任何内容。</translation>
    </message>
    <message>
        <source>The run is made, but no engine could be started: %1</source>
        <translation>训练已建立，但无法启动引擎：%1</translation>
    </message>
    <message>
        <source>Policy %1 was added</source>
        <translation>已添加策略模型 %1</translation>
    </message>
    <message>
        <source>The link to %1 was taken out; its folder is as it was</source>
        <translation>已移出到 %1 的链接；其文件夹保持原样</translation>
    </message>
    <message>
        <source>Policy %1 is in the trash folder of the workspace</source>
        <translation>策略模型 %1 已移到工作区的回收站文件夹</translation>
    </message>
    <message>
        <source>Save recipe…</source>
        <translation>保存配方…</translation>
    </message>
    <message>
        <source>Keep these settings under a name, or take out kept ones</source>
        <translation>以名称保存这些设置，或移出已保存的设置</translation>
    </message>
    <message>
        <source>The recipe is saved as %1</source>
        <translation>配方已保存为 %1</translation>
    </message>
    <message>
        <source>The recipe %1 is in the trash folder of the workspace</source>
        <translation>配方 %1 已移到工作区的回收站文件夹</translation>
    </message>
    <message>
        <source>A number can’t be used. %1.</source>
        <translation>有一个数字无法使用。%1。</translation>
    </message>
    <message>
        <source>This policy doesn’t answer in the asked form</source>
        <translation>该策略模型的回答不符合要求的格式</translation>
    </message>
    <message>
        <source>It can be started, but will hardly learn: train it supervised first.</source>
        <translation>可以启动，但几乎学不到东西：请先做监督训练。</translation>
    </message>
    <message>
        <source>Labels look shuffled</source>
        <translation>标注似乎被打乱</translation>
    </message>
    <message>
        <source>It can be started, but can’t learn what isn’t there: see images and labels first.</source>
        <translation>可以开始，但学不到不存在的东西：请先查看图像和标注。</translation>
    </message>
</context>
<context>
    <name>vrft::ui::NewTaskDialog</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Nothing is changed (Escape)</source>
        <translation>不作改动 (Escape)</translation>
    </message>
    <message>
        <source>Lowest grade</source>
        <translation>最低分级</translation>
    </message>
    <message>
        <source>New task</source>
        <translation>新建任务</translation>
    </message>
    <message>
        <source>Classification: one of several names</source>
        <translation>分类：从若干名称中选一个</translation>
    </message>
    <message>
        <source>Grading: a grade on an ordered scale</source>
        <translation>分级：有序量表上的一级</translation>
    </message>
    <message>
        <source>Localisation: boxes around what is found</source>
        <translation>定位：用框标出目标</translation>
    </message>
    <message>
        <source>What is asked</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>What kind of answer the task wants</source>
        <translation>任务要求的回答类型</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>How people call the task</source>
        <translation>人们对此任务的称呼</translation>
    </message>
    <message>
        <source>Question, as the model is asked</source>
        <translation>向模型提出的问题</translation>
    </message>
    <message>
        <source>One sentence that can be answered from the image alone</source>
        <translation>一句仅凭图像就能回答的问题</translation>
    </message>
    <message>
        <source>One a line</source>
        <translation>每行一个</translation>
    </message>
    <message>
        <source>The grade of the first line</source>
        <translation>第一行对应的分级</translation>
    </message>
    <message>
        <source>Make the task</source>
        <translation>建立任务</translation>
    </message>
    <message>
        <source>Classes, one a line, as the model must answer them</source>
        <translation>类别，每行一个，按模型须回答的写法</translation>
    </message>
    <message>
        <source>Grades by name, one a line, the lowest first</source>
        <translation>分级名称，每行一个，从最低级开始</translation>
    </message>
    <message>
        <source>What is to be found, in one line</source>
        <translation>要寻找的目标，用一行说明</translation>
    </message>
    <message>
        <source>Make the task; it can be undone</source>
        <translation>建立任务；可以撤销</translation>
    </message>
</context>
<context>
    <name>vrft::ui::NextStep</name>
    <message>
        <source>Studies</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>bring in and label</source>
        <translation>导入并标注</translation>
    </message>
    <message>
        <source>Knowledge</source>
        <translation>知识</translation>
    </message>
    <message>
        <source>write what experts know</source>
        <translation>写下专家的知识</translation>
    </message>
    <message>
        <source>Dataset</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>freeze, split by patient</source>
        <translation>冻结，按患者划分</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>tune and watch</source>
        <translation>微调并观察</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>审阅</translation>
    </message>
    <message>
        <source>judge the reasoning</source>
        <translation>评判推理</translation>
    </message>
</context>
<context>
    <name>vrft::ui::NoteLine</name>
    <message>
        <source>to look at</source>
        <translation>需查看</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>错误</translation>
    </message>
</context>
<context>
    <name>vrft::ui::NoticeBar</name>
    <message>
        <source>Notice</source>
        <translation>通知</translation>
    </message>
</context>
<context>
    <name>vrft::ui::NumberField</name>
    <message>
        <source>Between %1 and %2</source>
        <translation>%1 到 %2 之间</translation>
    </message>
    <message>
        <source>%1, between %2 and %3</source>
        <translation>%1，%2 到 %3 之间</translation>
    </message>
</context>
<context>
    <name>vrft::ui::PackDialog</name>
    <message>
        <source>Starter packs</source>
        <translation>入门包</translation>
    </message>
    <message>
        <source>Drafts to begin with. Nobody has checked them for your images: an expert must read each class before it is used.</source>
        <translation>供起步用的草稿。没有人针对您的图像核对过：使用前须由专家逐一阅读每个类别。</translation>
    </message>
    <message>
        <source>check first</source>
        <translation>先核对</translation>
    </message>
    <message>
        <source>Add as a draft</source>
        <translation>作为草稿添加</translation>
    </message>
    <message>
        <source>Add the task to the workspace; it can be undone</source>
        <translation>将任务添加到工作区；可以撤销</translation>
    </message>
</context>
<context>
    <name>vrft::ui::PolicyDialog</name>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Add a policy</source>
        <translation>添加策略模型</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Folder of the policy</source>
        <translation>策略模型的文件夹</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Name in the workspace</source>
        <translation>在工作区中的名称</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Choose the folder</source>
        <translation>选择文件夹</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Hash its files and link it into the workspace</source>
        <translation>计算其文件的哈希并链接到工作区</translation>
    </message>
    <message>
        <source>Choose a complete folder first</source>
        <translation>请先选择一个完整的文件夹</translation>
    </message>
    <message>
        <source>Complete: %1 parameters in %2, %3</source>
        <translation>完整：%1 个参数，%2，%3</translation>
    </message>
    <message>
        <source>Needs %1 of memory to load and %2 to train, and room for images and answers; a dry run measures it.</source>
        <translation>载入需 %1 内存，训练需 %2，另需容纳图像和回答的空间；试运行会实测。</translation>
    </message>
    <message>
        <source>Reading the files…</source>
        <translation>正在读取文件…</translation>
    </message>
    <message>
        <source>Reading the files: %1 of %2</source>
        <translation>正在读取文件：%1 / %2</translation>
    </message>
    <message>
        <source>Cancelled. Nothing was added.</source>
        <translation>已取消。未添加任何内容。</translation>
    </message>
    <message>
        <source>Or a tiny one that came with the program, for trying things out: it has seen made-up ultrasound pictures only, and knows few words. It is copied.</source>
        <translation>或者使用随程序附带的微型模型来试用：它只见过虚构的超声图像，认识的词很少。它会被复制。</translation>
    </message>
    <message>
        <source>Take %1, which came with the program</source>
        <translation>使用随程序附带的 %1</translation>
    </message>
    <message>
        <source>Copy it into the workspace</source>
        <translation>将其复制到工作区</translation>
    </message>
    <message>
        <source>A folder of Qwen2.5-VL or Qwen2-VL weights as Hugging Face lays it out. It is linked, not copied: it stays where it is, and the workspace remembers the hash of its files.</source>
        <translation>按 Hugging Face 布局的 Qwen2.5-VL 或 Qwen2-VL 权重文件夹。只建立链接，不复制：它保持原位，工作区记住其文件的哈希。</translation>
    </message>
</context>
<context>
    <name>vrft::ui::PreviewTable</name>
    <message>
        <source>Reference answer</source>
        <translation>参考答案</translation>
    </message>
    <message>
        <source>Nearly right</source>
        <translation>接近正确</translation>
    </message>
    <message>
        <source>Wrong answer</source>
        <translation>错误回答</translation>
    </message>
    <message>
        <source>Empty reasoning</source>
        <translation>空推理</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>无回答</translation>
    </message>
    <message>
        <source>Knowledge recited</source>
        <translation>复述知识</translation>
    </message>
    <message>
        <source>Every answer at once</source>
        <translation>同时给出所有答案</translation>
    </message>
    <message>
        <source>The whole image</source>
        <translation>整幅图像</translation>
    </message>
    <message>
        <source>%1 %2: %3</source>
        <translation>%1 %2：%3</translation>
    </message>
    <message>
        <source>Sample %1, reference %2</source>
        <translation>样本 %1，参考 %2</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>How much better than the other answers to the same image: what is learned from</source>
        <translation>比同一图像的其他回答好多少：模型从中学习</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>参考</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Why this reward</source>
        <translation>奖励理由</translation>
    </message>
    <message>
        <source>Reward</source>
        <translation>奖励</translation>
    </message>
    <message>
        <source>Advantage</source>
        <translation>优势</translation>
    </message>
</context>
<context>
    <name>vrft::ui::PreviewTexts</name>
    <message>
        <source>no box</source>
        <translation>无框</translation>
    </message>
    <message>
        <source>1 box</source>
        <translation>1 个框</translation>
    </message>
    <message>
        <source>%1 boxes</source>
        <translation>%1 个框</translation>
    </message>
    <message>
        <source>This run has no answers yet.</source>
        <translation>该训练还没有回答。</translation>
    </message>
</context>
<context>
    <name>vrft::ui::ProgramJob</name>
    <message>
        <source>%1 can’t be started. Check that the program is installed completely.</source>
        <translation>无法启动 %1。请检查程序是否完整安装。</translation>
    </message>
    <message>
        <source>%1 ended without saying why. Try again; the log has more.</source>
        <translation>%1 已结束但未说明原因。请重试；详情见日志。</translation>
    </message>
</context>
<context>
    <name>vrft::ui::PromptPanel</name>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>With knowledge</source>
        <translation>含知识</translation>
    </message>
    <message>
        <source>Without</source>
        <translation>不含</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>对照</translation>
    </message>
    <message>
        <source>Image in the prompt</source>
        <translation>提示词中的图像</translation>
    </message>
    <message>
        <source>The image the prompt is shown with</source>
        <translation>与提示词一起显示的图像</translation>
    </message>
    <message>
        <source>Policy that counts the tokens</source>
        <translation>用于计算词元的策略模型</translation>
    </message>
    <message>
        <source>The policy whose tokens are counted</source>
        <translation>按其计算词元的策略模型</translation>
    </message>
    <message>
        <source>Exactly what the model will read</source>
        <translation>模型将读到的确切内容</translation>
    </message>
    <message>
        <source>For</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>read by</source>
        <translation>策略模型</translation>
    </message>
    <message>
        <source>On this ground: added from knowledge.</source>
        <translation>此底色：由知识加入。</translation>
    </message>
    <message>
        <source>no image yet</source>
        <translation>还没有图像</translation>
    </message>
    <message>
        <source>no policy yet</source>
        <translation>还没有策略模型</translation>
    </message>
    <message>
        <source>the image, one line of its own</source>
        <translation>图像，单独一行</translation>
    </message>
    <message>
        <source>image, %1 × %2 pixels, whole frame</source>
        <translation>图像，%1 × %2 像素，整帧</translation>
    </message>
    <message>
        <source>Tokens are counted once the workspace has a policy.</source>
        <translation>工作区有了策略模型后才计算词元。</translation>
    </message>
    <message>
        <source>%1 tokens: %2 image, %3 knowledge, %4 rest</source>
        <translation>%1 个词元：图像 %2，知识 %3，其余 %4</translation>
    </message>
    <message>
        <source>%1 tokens: %2 image, %3 rest</source>
        <translation>%1 个词元：图像 %2，其余 %3</translation>
    </message>
    <message>
        <source>%1; without knowledge %2</source>
        <translation>%1；不含知识 %2</translation>
    </message>
</context>
<context>
    <name>vrft::ui::PromptView</name>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>The prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>The prompt, byte for byte</source>
        <translation>提示词，逐字节一致</translation>
    </message>
</context>
<context>
    <name>vrft::ui::QueuesPanel</name>
    <message>
        <source>Run</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Run whose traces are reviewed</source>
        <translation>要审阅其轨迹的训练</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Steps whose answers are reviewed</source>
        <translation>要审阅其回答的步</translation>
    </message>
    <message>
        <source>Queues</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Unreviewed</source>
        <translation>未审阅</translation>
    </message>
    <message>
        <source>Answers you haven’t judged</source>
        <translation>您尚未评判的回答</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>The answer isn’t the reference; the worst first</source>
        <translation>回答与参考不符；最差的在前</translation>
    </message>
    <message>
        <source>Low confidence</source>
        <translation>低置信度</translation>
    </message>
    <message>
        <source>The tenth of the answers with the highest mean entropy</source>
        <translation>平均熵最高的十分之一回答</translation>
    </message>
    <message>
        <source>High reward, doubtful reason</source>
        <translation>奖励高，理由可疑</translation>
    </message>
    <message>
        <source>The answer is right and the reasoning names an attribute the reader saw otherwise</source>
        <translation>回答正确，但推理中某一属性与阅片者所见不同</translation>
    </message>
    <message>
        <source>Traces</source>
        <translation>轨迹</translation>
    </message>
    <message>
        <source>Held out, step %1</source>
        <translation>保留集，第 %1 步</translation>
    </message>
    <message>
        <source> (latest)</source>
        <translation>（最近）</translation>
    </message>
    <message>
        <source>Held out, all steps</source>
        <translation>保留集，全部步</translation>
    </message>
    <message>
        <source>Training, all steps</source>
        <translation>训练，全部步</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>not counted</source>
        <translation>未统计</translation>
    </message>
    <message>
        <source>%1 of %2 reviewed</source>
        <translation>已审阅 %1 / %2</translation>
    </message>
    <message>
        <source>No reasoning has these words.</source>
        <translation>没有推理含有这些词。</translation>
    </message>
    <message>
        <source>Reading the runs…</source>
        <translation>正在读取训练…</translation>
    </message>
    <message>
        <source>All are reviewed. Choose another step or run above.</source>
        <translation>已全部审阅。请在上方选择其他步或训练。</translation>
    </message>
    <message>
        <source>Counted for up to 2,000 answers: choose one step above.</source>
        <translation>最多统计 2,000 个回答：请在上方选择某一步。</translation>
    </message>
    <message>
        <source>Nothing in this queue.</source>
        <translation>此队列为空。</translation>
    </message>
    <message>
        <source>Readers and model disagree</source>
        <translation>阅片者与模型不一致</translation>
    </message>
    <message>
        <source>A reader says of the image now what the answer doesn’t: every reader’s label counts, not only the reference the dataset was frozen with</source>
        <translation>阅片者现在对图像的说法与回答不同：每位阅片者的标注都算，不只是数据集冻结时的参考</translation>
    </message>
    <message>
        <source>1 torn line passed over</source>
        <translation>跳过 1 行残缺记录</translation>
    </message>
    <message>
        <source>%1 torn lines passed over</source>
        <translation>跳过 %1 行残缺记录</translation>
    </message>
    <message>
        <source>Judged</source>
        <translation>已评判</translation>
    </message>
    <message>
        <source>Answers you have judged, the newest verdict first</source>
        <translation>您已评判的回答，最新的评判在前</translation>
    </message>
    <message>
        <source>Search the reasoning</source>
        <translation>搜索推理</translation>
    </message>
    <message>
        <source>Words of the reasoning, in the queue chosen or in all runs</source>
        <translation>推理中的词，在所选队列或所有训练中查找</translation>
    </message>
    <message>
        <source>No reasoning in this queue has these words.</source>
        <translation>此队列中没有包含这些词的推理。</translation>
    </message>
    <message>
        <source>You have judged none of these answers yet.</source>
        <translation>您尚未评判这些回答。</translation>
    </message>
    <message>
        <source>Search only “%1”</source>
        <translation>仅搜索“%1”</translation>
    </message>
    <message>
        <source>Search the answers of all runs</source>
        <translation>搜索所有训练的回答</translation>
    </message>
    <message>
        <source>Only the queue</source>
        <translation>仅此队列</translation>
    </message>
    <message>
        <source>Search all</source>
        <translation>搜索全部</translation>
    </message>
    <message>
        <source>%1 in all runs</source>
        <translation>所有训练中 %1 条</translation>
    </message>
    <message>
        <source>In all runs</source>
        <translation>在所有训练中</translation>
    </message>
    <message>
        <source>%1 in “%2”</source>
        <translation>“%2”中 %1 条</translation>
    </message>
    <message>
        <source>In “%1”</source>
        <translation>在“%1”中</translation>
    </message>
    <message>
        <source>All test answers</source>
        <translation>全部测试集回答</translation>
    </message>
    <message>
        <source>Test, checkpoint of step %1</source>
        <translation>测试集，第 %1 步的检查点</translation>
    </message>
    <message>
        <source>%1 test answers, to be read</source>
        <translation>%1 个测试集回答，供阅读</translation>
    </message>
    <message>
        <source>The last test: the best checkpoint asked once about patients that were used for nothing else</source>
        <translation>最后的测试：最佳检查点只被询问一次，所问患者未用于任何其他用途</translation>
    </message>
</context>
<context>
    <name>vrft::ui::Rail</name>
    <message>
        <source>Workplaces</source>
        <translation>工作页</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
</context>
<context>
    <name>vrft::ui::ReasoningPanel</name>
    <message>
        <source>Reasoning</source>
        <translation>推理</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>What the model wrote, and what it earned</source>
        <translation>模型写了什么，得到多少奖励</translation>
    </message>
    <message>
        <source>What the model was asked, word for word</source>
        <translation>向模型提问的原文</translation>
    </message>
    <message>
        <source>Reasoning or prompt</source>
        <translation>推理或提示词</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>repeats the knowledge text</source>
        <translation>复述知识文本</translation>
    </message>
    <message>
        <source>names a place</source>
        <translation>指出位置</translation>
    </message>
    <message>
        <source>How sure, word piece by word piece</source>
        <translation>逐词元的确定程度</translation>
    </message>
    <message>
        <source>sure</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>unsure</source>
        <translation>不确定</translation>
    </message>
    <message>
        <source>What it named, against the reader</source>
        <translation>模型所述与阅片者对照</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>User: the image, then</source>
        <translation>用户：图像，然后</translation>
    </message>
    <message>
        <source>Replaced: the run was resumed from before this step and answered anew.</source>
        <translation>已被取代：训练从此步之前恢复，重新作了回答。</translation>
    </message>
    <message>
        <source>Your verdict was given on another text: the run has answered anew since. Judge again.</source>
        <translation>您的评判针对另一文本：此后训练重新作了回答。请重新评判。</translation>
    </message>
    <message>
        <source>No reasoning element could be read: this is all the model wrote.</source>
        <translation>未能读出推理部分：这是模型写的全部内容。</translation>
    </message>
    <message>
        <source>Cut off at the longest answer allowed.</source>
        <translation>在最大允许长度处被截断。</translation>
    </message>
    <message>
        <source>none that could be read</source>
        <translation>没有可读出的</translation>
    </message>
    <message>
        <source>✓ same as reference</source>
        <translation>✓ 与参考一致</translation>
    </message>
    <message>
        <source>✓ right</source>
        <translation>✓ 正确</translation>
    </message>
    <message>
        <source>✕ reference is %1</source>
        <translation>✕ 参考为 %1</translation>
    </message>
    <message>
        <source>Reward</source>
        <translation>奖励</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>分数</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Total %1</source>
        <translation>合计 %1</translation>
    </message>
    <message>
        <source>   group mean %1</source>
        <translation>   组均值 %1</translation>
    </message>
    <message>
        <source>Advantage %1</source>
        <translation>优势 %1</translation>
    </message>
    <message>
        <source>true</source>
        <translation>属实</translation>
    </message>
    <message>
        <source>not true</source>
        <translation>不属实</translation>
    </message>
    <message>
        <source>as the reader</source>
        <translation>与阅片者一致</translation>
    </message>
    <message>
        <source>reader: %1</source>
        <translation>阅片者：%1</translation>
    </message>
    <message>
        <source>%1 of %2 true</source>
        <translation>%1 / %2 属实</translation>
    </message>
    <message>
        <source>On this ground: what the run injected from the knowledge text.</source>
        <translation>此底色：训练从知识文本注入的内容。</translation>
    </message>
    <message>
        <source>The run didn’t show the knowledge text in the prompt.</source>
        <translation>此训练的提示词中没有知识文本。</translation>
    </message>
    <message>
        <source>not a value of %1</source>
        <translation>不是 %1 的取值</translation>
    </message>
</context>
<context>
    <name>vrft::ui::ReasoningText</name>
    <message>
        <source>Reasoning</source>
        <translation>推理</translation>
    </message>
</context>
<context>
    <name>vrft::ui::RecipeDialog</name>
    <message>
        <source>Take these settings</source>
        <translation>采用这些设置</translation>
    </message>
    <message>
        <source>All settings</source>
        <translation>全部设置</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>配方</translation>
    </message>
    <message>
        <source>The recipe as the run will record it</source>
        <translation>训练将记录的配方</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Everything that defines the run but its data. Keys you leave out take the preset’s value.</source>
        <translation>除数据外定义训练的全部内容。省略的键采用预设值。</translation>
    </message>
    <message>
        <source>These settings can be trained with.</source>
        <translation>这些设置可用于训练。</translation>
    </message>
</context>
<context>
    <name>vrft::ui::ReliabilityDiagram</name>
    <message>
        <source>said %1 to %2: %3 right</source>
        <translation>概率 %1 至 %2：正确 %3</translation>
    </message>
    <message>
        <source>Reliability of the answers’ probabilities</source>
        <translation>回答概率的可靠性</translation>
    </message>
    <message>
        <source>Bars on the line: right as often as said. Below it: too sure.</source>
        <translation>柱顶在线上：正确率与所给概率一致。低于线：过于自信。</translation>
    </message>
</context>
<context>
    <name>vrft::ui::RemapDialog</name>
    <message>
        <source>Rename a class that has labels</source>
        <translation>重命名已有标注的类别</translation>
    </message>
    <message>
        <source>Remove a class that has labels</source>
        <translation>移除已有标注的类别</translation>
    </message>
    <message>
        <source>“%1” becomes “%2”. What becomes of its %3 labels?</source>
        <translation>“%1”改为“%2”。其 %3 个标注如何处理？</translation>
    </message>
    <message>
        <source>“%1” goes. What becomes of its %2 labels?</source>
        <translation>“%1”将移除。其 %2 个标注如何处理？</translation>
    </message>
    <message>
        <source>They become labels of</source>
        <translation>改为以下类别的标注</translation>
    </message>
    <message>
        <source>Every label of this class becomes one of the class chosen</source>
        <translation>此类别的所有标注改为所选类别的标注</translation>
    </message>
    <message>
        <source>They stay with the class, under its new name</source>
        <translation>随类别保留，使用新名称</translation>
    </message>
    <message>
        <source>The class means the same as before</source>
        <translation>类别含义不变</translation>
    </message>
    <message>
        <source>Class the labels become</source>
        <translation>标注改为的类别</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Remove the class</source>
        <translation>移除类别</translation>
    </message>
    <message>
        <source>Datasets that are frozen keep what they have. It is one step to undo.</source>
        <translation>已冻结的数据集保持不变。可作为一步撤销。</translation>
    </message>
</context>
<context>
    <name>vrft::ui::RenameRunDialog</name>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Rename the run</source>
        <translation>重命名训练</translation>
    </message>
    <message>
        <source>Name of the run</source>
        <translation>训练名称</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Type a name.</source>
        <translation>请输入名称。</translation>
    </message>
    <message>
        <source>A name holds none of / \ : * ? &quot; &lt; &gt; |, doesn’t begin with a point and isn’t longer than a line.</source>
        <translation>名称中不能有 / \ : * ? &quot; &lt; &gt; |，不能以点开头，也不能长过一行。</translation>
    </message>
    <message>
        <source>Gives the run this name (Enter)</source>
        <translation>给这次训练用这个名称（Enter）</translation>
    </message>
    <message>
        <source>Another run has this name. The list shows what differs between them.</source>
        <translation>另一次训练已用此名称。列表会显示两者的不同之处。</translation>
    </message>
    <message>
        <source>Its folder, its traces and verdicts stay as they are.</source>
        <translation>它的文件夹、轨迹和评判保持不变。</translation>
    </message>
</context>
<context>
    <name>vrft::ui::ReviewModel</name>
    <message>
        <source>The run “%1” is gone, and its traces with it. Verdicts on them are kept.</source>
        <translation>训练“%1”及其轨迹已不存在。对它们的评判仍保留。</translation>
    </message>
    <message>
        <source>The run “%1” has no answer %2 on sample %3 at step %4.</source>
        <translation>训练“%1”在第 %4 步没有对样本 %3 的第 %2 个回答。</translation>
    </message>
    <message>
        <source>Verdict on %1</source>
        <translation>对 %1 的评判</translation>
    </message>
    <message>
        <source>Comment on %1</source>
        <translation>对 %1 的评论</translation>
    </message>
    <message>
        <source>No verdict on %1</source>
        <translation>撤回对 %1 的评判</translation>
    </message>
    <message>
        <source>Exemplar from a trace</source>
        <translation>来自轨迹的示例</translation>
    </message>
    <message>
        <source>You have no label on this image. An exemplar belongs to a label: give one in Studies first.</source>
        <translation>您没有标注此图像。示例须附属于标注：请先在“检查”中标注。</translation>
    </message>
    <message>
        <source>The reasoning is now the exemplar of your label</source>
        <translation>此推理已成为您标注的示例</translation>
    </message>
    <message>
        <source>Answers without a verdict of yours: %1</source>
        <translation>您尚未评判的回答：%1</translation>
    </message>
    <message>
        <source>%1 (run %2, %3)</source>
        <translation>%1（训练 %2，%3）</translation>
    </message>
    <message>
        <source>%1 boxes</source>
        <translation>%1 个框</translation>
    </message>
</context>
<context>
    <name>vrft::ui::ReviewPage</name>
    <message>
        <source>Review</source>
        <translation>审阅</translation>
    </message>
    <message>
        <source>Previous trace</source>
        <translation>上一条轨迹</translation>
    </message>
    <message>
        <source>Next trace</source>
        <translation>下一条轨迹</translation>
    </message>
    <message>
        <source>Blind: without reward, reference, run and step</source>
        <translation>盲评：不显示奖励、参考、训练和步</translation>
    </message>
    <message>
        <source>Renew the list</source>
        <translation>刷新列表</translation>
    </message>
    <message>
        <source>Open Training</source>
        <translation>打开“训练”</translation>
    </message>
    <message>
        <source>Blind: reward, reference, run and step are hidden</source>
        <translation>盲评：奖励、参考、训练和步已隐藏</translation>
    </message>
    <message>
        <source>Blind</source>
        <translation>盲评</translation>
    </message>
    <message>
        <source>Hide reward, reference, run and step</source>
        <translation>隐藏奖励、参考、训练和步</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>上一个</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一个</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>No traces yet</source>
        <translation>还没有轨迹</translation>
    </message>
    <message>
        <source>A trace is an answer of a model with its reasoning. Train a model: every answer it gives on the way stands here, beside its image.</source>
        <translation>轨迹是模型的一个回答及其推理。请训练模型：过程中的每个回答都会连同图像列在这里。</translation>
    </message>
    <message>
        <source>Reading the runs</source>
        <translation>正在读取训练</translation>
    </message>
    <message>
        <source>Traces appear here as they are found.</source>
        <translation>找到的轨迹会陆续出现在这里。</translation>
    </message>
    <message>
        <source>Run %1</source>
        <translation>训练 %1</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>image exchanged</source>
        <translation>已换图</translation>
    </message>
    <message>
        <source>reference %1</source>
        <translation>参考 %1</translation>
    </message>
    <message>
        <source>Trace</source>
        <translation>轨迹</translation>
    </message>
    <message>
        <source>Along the steps, in the strip</source>
        <translation>在步条中沿步移动</translation>
    </message>
    <message>
        <source>arrow keys</source>
        <translation>方向键</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>评判</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Window and level</source>
        <translation>窗宽和窗位</translation>
    </message>
    <message>
        <source>right drag</source>
        <translation>右键拖动</translation>
    </message>
    <message>
        <source>Move the image</source>
        <translation>移动图像</translation>
    </message>
    <message>
        <source>middle drag</source>
        <translation>中键拖动</translation>
    </message>
    <message>
        <source>Zoom at the pointer</source>
        <translation>以指针为中心缩放</translation>
    </message>
    <message>
        <source>Ctrl + wheel</source>
        <translation>Ctrl + 滚轮</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>适合窗口</translation>
    </message>
    <message>
        <source>double-click</source>
        <translation>双击</translation>
    </message>
    <message>
        <source>Export verdicts as CSV…</source>
        <translation>将评判导出为 CSV…</translation>
    </message>
    <message>
        <source>Wrote %1 verdicts to %2</source>
        <translation>已将 %1 条评判写入 %2</translation>
    </message>
    <message>
        <source>Export verdicts as CSV</source>
        <translation>将评判导出为 CSV</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>Search the reasoning</source>
        <translation>搜索推理</translation>
    </message>
    <message>
        <source>renamed since: %1</source>
        <translation>此后更名：%1</translation>
    </message>
</context>
<context>
    <name>vrft::ui::RewardBars</name>
    <message>
        <source>Reward by answer</source>
        <translation>各回答的奖励</translation>
    </message>
</context>
<context>
    <name>vrft::ui::RewardPanel</name>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>How the credit falls with the distance from the reference</source>
        <translation>得分如何随与参考的差距下降</translation>
    </message>
    <message>
        <source>A quarter per grade</source>
        <translation>每级四分之一</translation>
    </message>
    <message>
        <source>Own table</source>
        <translation>自定义表</translation>
    </message>
    <message>
        <source>Fourth power</source>
        <translation>四次幂</translation>
    </message>
    <message>
        <source>How wrong is wrong</source>
        <translation>错到什么程度</translation>
    </message>
    <message>
        <source>Model’s answer</source>
        <translation>模型的回答</translation>
    </message>
    <message>
        <source>Rows: reference grade. Double-click a cell to edit it.</source>
        <translation>行：参考分级。双击单元格可编辑。</translation>
    </message>
    <message>
        <source>Credit for near grades</source>
        <translation>邻近分级的得分</translation>
    </message>
    <message>
        <source>× %1 per grade</source>
        <translation>每级 × %1</translation>
    </message>
    <message>
        <source>Reward when the reference is %1</source>
        <translation>参考为 %1 时的奖励</translation>
    </message>
</context>
<context>
    <name>vrft::ui::RewardRow</name>
    <message>
        <source>Weight of %1</source>
        <translation>%1 的权重</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>移出</translation>
    </message>
    <message>
        <source>Take out %1</source>
        <translation>移除%1</translation>
    </message>
    <message>
        <source>Take out the reward %1</source>
        <translation>移除奖励“%1”</translation>
    </message>
    <message>
        <source>Penalise</source>
        <translation>惩罚</translation>
    </message>
    <message>
        <source>Reward</source>
        <translation>奖励</translation>
    </message>
    <message>
        <source>Sign of %1</source>
        <translation>%1的正负号</translation>
    </message>
    <message>
        <source>Whether this likeness loses or earns points: the sign of the weight</source>
        <translation>这种相似扣分还是加分：权重的正负号</translation>
    </message>
    <message>
        <source>Measured by</source>
        <translation>度量方式</translation>
    </message>
    <message>
        <source>Overlap (IoU)</source>
        <translation>重叠（IoU）</translation>
    </message>
    <message>
        <source>Overlap and distance (GIoU)</source>
        <translation>重叠与距离（GIoU）</translation>
    </message>
    <message>
        <source>Fewest words; shorter reasoning gets the worst of the weight</source>
        <translation>最少词数；更短的推理得到该权重下最差的分数</translation>
    </message>
    <message>
        <source>Compared with the reasoning of</source>
        <translation>与谁的推理比较</translation>
    </message>
    <message>
        <source>The image, else its class</source>
        <translation>该图像，否则其类别</translation>
    </message>
    <message>
        <source>Any class</source>
        <translation>任意类别</translation>
    </message>
    <message>
        <source>Most tokens</source>
        <translation>最多词元数</translation>
    </message>
    <message>
        <source>Tokens before that which cost more and more</source>
        <translation>在此之前逐渐加重扣分的词元数</translation>
    </message>
    <message>
        <source>Words in a row that count as repeated</source>
        <translation>算作重复的连续词数</translation>
    </message>
    <message>
        <source>%1 off: %2</source>
        <translation>差 %1：%2</translation>
    </message>
    <message>
        <source>In Knowledge</source>
        <translation>在“知识”中</translation>
    </message>
    <message>
        <source>Where the credit for near grades is written; these rewards aren’t taken</source>
        <translation>相近分级的得分写在那里；此处的奖励不会被采用</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>/usr/bin/python3 /home/me/judge.py</source>
        <translation>/usr/bin/python3 /home/me/judge.py</translation>
    </message>
    <message>
        <source>A program and its arguments, with whole paths. It is started without a shell, as you, and reads and prints JSON lines</source>
        <translation>程序及其参数，使用完整路径。它不经 shell、以您的身份启动，读取并输出 JSON 行</translation>
    </message>
    <message>
        <source>Longest silence, seconds</source>
        <translation>最长无响应时间（秒）</translation>
    </message>
    <message>
        <source>If it hangs, dies or prints something else</source>
        <translation>如果它卡住、退出或输出其他内容</translation>
    </message>
    <message>
        <source>The run stops</source>
        <translation>训练停止</translation>
    </message>
    <message>
        <source>Those answers count 0</source>
        <translation>这些回答计 0 分</translation>
    </message>
    <message>
        <source>Credit for near grades</source>
        <translation>邻近分级的得分</translation>
    </message>
    <message>
        <source>As the task’s knowledge has it</source>
        <translation>按任务知识中的设定</translation>
    </message>
    <message>
        <source>A table of this run’s own</source>
        <translation>该训练自己的得分表</translation>
    </message>
    <message>
        <source>Credit, %1 off</source>
        <translation>相差 %1 级的得分</translation>
    </message>
    <message>
        <source>Farther off: 0</source>
        <translation>相差更多：0</translation>
    </message>
</context>
<context>
    <name>vrft::ui::RewardWords</name>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>准确</translation>
    </message>
    <message>
        <source>Fuzzy grade</source>
        <translation>模糊分级</translation>
    </message>
    <message>
        <source>Box overlap</source>
        <translation>框重叠度</translation>
    </message>
    <message>
        <source>Recitation</source>
        <translation>复述</translation>
    </message>
    <message>
        <source>Over-long</source>
        <translation>过长</translation>
    </message>
    <message>
        <source>Repetition</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>Imitation</source>
        <translation>模仿</translation>
    </message>
    <message>
        <source>External</source>
        <translation>外部</translation>
    </message>
</context>
<context>
    <name>vrft::ui::RewardsDialog</name>
    <message>
        <source>Every weight is 0: no answer earns more than another.</source>
        <translation>所有权重都为 0：没有哪个回答得分更高。</translation>
    </message>
    <message>
        <source>The weights cancel out: the reference answer earns %1.</source>
        <translation>权重相互抵消：参考答案得 %1 分。</translation>
    </message>
    <message>
        <source>Being right doesn’t pay: the reference answer earns %1, a wrong one %2.</source>
        <translation>答对没有好处：参考答案得 %1 分，错误回答得 %2 分。</translation>
    </message>
    <message>
        <source>Being right loses points: the reference answer earns %1, a wrong one %2.</source>
        <translation>答对反而扣分：参考答案得 %1 分，错误回答得 %2 分。</translation>
    </message>
    <message>
        <source>“%1” earns %2, the reference answer %3.</source>
        <translation>“%1”得 %2 分，参考答案得 %3 分。</translation>
    </message>
    <message>
        <source>Rewards</source>
        <translation>奖励</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Add a reward</source>
        <translation>添加奖励</translation>
    </message>
    <message>
        <source>Added up for each answer</source>
        <translation>对每个回答相加</translation>
    </message>
    <message>
        <source>Each brought to one scale first</source>
        <translation>先统一到同一尺度</translation>
    </message>
    <message>
        <source>How rewards are put together</source>
        <translation>奖励的组合方式</translation>
    </message>
    <message>
        <source>Added up, then compared with the other answers to the image; or each reward compared by itself, so that one that hardly varies counts as much</source>
        <translation>先相加，再与同一图像的其他回答比较；或每项奖励单独比较，使变化很小的奖励同样有分量</translation>
    </message>
    <message>
        <source>What answers would earn</source>
        <translation>回答会得多少分</translation>
    </message>
    <message>
        <source>Answers of</source>
        <translation>回答来自</translation>
    </message>
    <message>
        <source>Whose answers are scored: those of a run asked the same, or made-up ones</source>
        <translation>给谁的回答评分：提出相同问题的训练的回答，或虚构的回答</translation>
    </message>
    <message>
        <source>Ask the program</source>
        <translation>询问该程序</translation>
    </message>
    <message>
        <source>Start the external reward’s program and have it score these answers</source>
        <translation>启动外部奖励的程序，让它给这些回答评分</translation>
    </message>
    <message>
        <source>Looking for answers…</source>
        <translation>正在查找回答…</translation>
    </message>
    <message>
        <source>Answers and what they would earn</source>
        <translation>回答及其得分</translation>
    </message>
    <message>
        <source>One row an answer; arrow keys go through them</source>
        <translation>每行一个回答；用方向键浏览</translation>
    </message>
    <message>
        <source>Take these rewards</source>
        <translation>采用这些奖励</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Made-up answers</source>
        <translation>虚构的回答</translation>
    </message>
    <message>
        <source>No policy said these: they are honest and dishonest answers to images of this dataset.</source>
        <translation>这些不是模型说的：是针对本数据集图像的诚实与取巧的回答。</translation>
    </message>
    <message>
        <source>The newest answers of that run, the answers to one image together.</source>
        <translation>该训练最新的回答，同一图像的回答放在一起。</translation>
    </message>
    <message>
        <source>A number can’t be used. %1.</source>
        <translation>有一个数字无法使用。%1。</translation>
    </message>
    <message>
        <source>Take these rewards for the new run (%1)</source>
        <translation>在新训练中采用这些奖励（%1）</translation>
    </message>
    <message>
        <source>Nothing here compares the answer with the reference.</source>
        <translation>这里没有任何奖励把回答与参考比较。</translation>
    </message>
    <message>
        <source>The reference answer earns most, and no trick that was tried earns as much.</source>
        <translation>参考答案得分最高，试过的取巧回答都得不到这么多。</translation>
    </message>
    <message>
        <source>The external reward wasn’t asked and counts 0 here.</source>
        <translation>未询问外部奖励，此处计 0 分。</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>The program scored %1 answers.</source>
        <translation>该程序评了 %1 个回答。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>The program is asked…</source>
        <translation>正在询问该程序…</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>阶段</translation>
    </message>
    <message>
        <source>The stage of the run whose rewards are shown</source>
        <translation>显示其奖励的训练阶段</translation>
    </message>
    <message>
        <source>Stage %1</source>
        <translation>阶段 %1</translation>
    </message>
    <message>
        <source>Stage %1: %2</source>
        <translation>阶段 %1：%2</translation>
    </message>
</context>
<context>
    <name>vrft::ui::RunHead</name>
    <message>
        <source>Not started</source>
        <translation>未开始</translation>
    </message>
    <message>
        <source>Waits for its turn</source>
        <translation>排队等待</translation>
    </message>
    <message>
        <source>Stopped answering</source>
        <translation>无响应</translation>
    </message>
    <message>
        <source>Looking for a sign of life of its engine</source>
        <translation>正在等待引擎的存活信号</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Can’t be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>The run</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Steps done</source>
        <translation>已完成步数</translation>
    </message>
    <message>
        <source>step %1 of %2</source>
        <translation>第 %1 / %2 步</translation>
    </message>
    <message>
        <source>%1 a step</source>
        <translation>每步 %1</translation>
    </message>
    <message>
        <source>about %1 left</source>
        <translation>约剩 %1</translation>
    </message>
    <message>
        <source>last sign %1</source>
        <translation>最后信号 %1</translation>
    </message>
    <message>
        <source>memory up to %1</source>
        <translation>内存峰值 %1</translation>
    </message>
    <message>
        <source>last saved at step %1</source>
        <translation>最近保存于第 %1 步</translation>
    </message>
</context>
<context>
    <name>vrft::ui::RunList</name>
    <message>
        <source>Start the queue</source>
        <translation>启动队列</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>训练记录</translation>
    </message>
    <message>
        <source>Starts an engine that works the waiting runs off</source>
        <translation>启动引擎，依次执行等待中的训练</translation>
    </message>
    <message>
        <source>A run goes on when this window is closed.</source>
        <translation>关闭此窗口后训练继续进行。</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>New run</source>
        <translation>新建训练</translation>
    </message>
</context>
<context>
    <name>vrft::ui::RunListModel</name>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Not started</source>
        <translation>未开始</translation>
    </message>
    <message>
        <source> · made %1</source>
        <translation> · 建立于 %1</translation>
    </message>
    <message>
        <source>Ended, best held-out score</source>
        <translation>已结束，最佳留出得分</translation>
    </message>
</context>
<context>
    <name>vrft::ui::RunLogDialog</name>
    <message>
        <source>The log is empty.</source>
        <translation>日志为空。</translation>
    </message>
    <message>
        <source>The newest line is the last</source>
        <translation>最新的一行在最后</translation>
    </message>
</context>
<context>
    <name>vrft::ui::RunView</name>
    <message>
        <source>Shown</source>
        <translation>显示的内容</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>Latest answers</source>
        <translation>最近的回答</translation>
    </message>
    <message>
        <source>Test patients</source>
        <translation>测试集患者</translation>
    </message>
    <message>
        <source>Curves of the run</source>
        <translation>这次训练的曲线</translation>
    </message>
    <message>
        <source>What it answered last</source>
        <translation>它最近的回答</translation>
    </message>
    <message>
        <source>What its best checkpoint reached on the test patients</source>
        <translation>其最佳检查点在测试集患者上达到的水平</translation>
    </message>
</context>
<context>
    <name>vrft::ui::RunsWorker</name>
    <message>
        <source>%1 · paused in step %2</source>
        <translation>%1 · 暂停于第 %2 步</translation>
    </message>
    <message>
        <source>%1 · step %2 of %3</source>
        <translation>%1 · 第 %2 / %3 步</translation>
    </message>
    <message>
        <source> · %1 left</source>
        <translation> · 剩余 %1</translation>
    </message>
    <message>
        <source>Runs wait, and no engine works the queue off.</source>
        <translation>有训练在等待，但没有引擎执行队列。</translation>
    </message>
    <message>
        <source>Runs wait, and no engine works the queue off. It said last: %1</source>
        <translation>有训练在等待，但没有引擎执行队列。引擎最后输出：%1</translation>
    </message>
    <message>
        <source>%1 isn’t moved to the Trash: %2</source>
        <translation>%1 没有移到回收站：%2</translation>
    </message>
    <message>
        <source>Stop it first</source>
        <translation>请先停止它</translation>
    </message>
</context>
<context>
    <name>vrft::ui::SampleJob</name>
    <message>
        <source>%1 can’t be started. Check that the program is installed completely.</source>
        <translation>无法启动 %1。请检查程序是否完整安装。</translation>
    </message>
    <message>
        <source>The sample could not be made. %1</source>
        <translation>无法建立示例。%1</translation>
    </message>
    <message>
        <source>The sample could not be put at %1: %2.</source>
        <translation>无法将示例放到 %1：%2。</translation>
    </message>
</context>
<context>
    <name>vrft::ui::SampleModel</name>
    <message>
        <source>Patient %1</source>
        <translation>患者 %1</translation>
    </message>
    <message>
        <source>sample</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>%1. Double-click opens the study.</source>
        <translation>%1。双击打开检查。</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>患者</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>Boxes</source>
        <translation>框</translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation>像素</translation>
    </message>
    <message>
        <source>Reader</source>
        <translation>阅片者</translation>
    </message>
    <message>
        <source>Study date</source>
        <translation>检查日期</translation>
    </message>
    <message>
        <source>In the dataset</source>
        <translation>在数据集中</translation>
    </message>
</context>
<context>
    <name>vrft::ui::SampleView</name>
    <message>
        <source>Open the study</source>
        <translation>打开检查</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>排除</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Show all samples</source>
        <translation>显示全部样本</translation>
    </message>
    <message>
        <source>Show the chosen image in Studies</source>
        <translation>在“检查”中显示所选图像</translation>
    </message>
    <message>
        <source>Freeze without the chosen images, or take them back in</source>
        <translation>冻结时排除所选图像，或重新纳入</translation>
    </message>
    <message>
        <source>Samples as</source>
        <translation>样本显示方式</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Samples as pictures</source>
        <translation>以图片显示样本</translation>
    </message>
    <message>
        <source>Samples as a table</source>
        <translation>以表格显示样本</translation>
    </message>
    <message>
        <source>Take back in</source>
        <translation>重新纳入</translation>
    </message>
</context>
<context>
    <name>vrft::ui::SaveRecipeDialog</name>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Save recipe</source>
        <translation>保存配方</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Name under which the recipe stands among the presets</source>
        <translation>配方在预设中显示的名称</translation>
    </message>
    <message>
        <source>Saved recipes</source>
        <translation>已保存的配方</translation>
    </message>
    <message>
        <source>Saved recipes: choose one to take its name, or to remove it</source>
        <translation>已保存的配方：选择一个以采用其名称或将其移除</translation>
    </message>
    <message>
        <source>Moves the chosen recipe to the trash folder of the workspace</source>
        <translation>将所选配方移到工作区的回收站文件夹</translation>
    </message>
    <message>
        <source>Everything under “Budget”, “Objective” and “Strategy” is kept, with the seed, and can be chosen for other runs in this workspace.</source>
        <translation>“预算”、“目标”和“训练策略”下的全部设置连同随机种子都会保存，可在此工作区的其他训练中选用。</translation>
    </message>
    <message>
        <source>Replace recipe</source>
        <translation>替换配方</translation>
    </message>
    <message>
        <source>There is one of this name: it is replaced.</source>
        <translation>已有同名配方：将被替换。</translation>
    </message>
</context>
<context>
    <name>vrft::ui::SeriesRow</name>
    <message>
        <source>Series of the study</source>
        <translation>检查的序列</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open side by side</source>
        <translation>并排打开</translation>
    </message>
    <message>
        <source>%1, 1 image</source>
        <translation>%1，1 幅图像</translation>
    </message>
    <message>
        <source>%1, %2 images</source>
        <translation>%1，%2 幅图像</translation>
    </message>
</context>
<context>
    <name>vrft::ui::SeriesStrip</name>
    <message>
        <source>Open side by side</source>
        <translation>并排打开</translation>
    </message>
    <message>
        <source>Place in the series</source>
        <translation>序列中的位置</translation>
    </message>
    <message>
        <source>Time or echo at this position</source>
        <translation>此位置的时间点或回波</translation>
    </message>
    <message>
        <source>Time or echo at this position (Shift + wheel)</source>
        <translation>此位置的时间点或回波（Shift + 滚轮）</translation>
    </message>
    <message>
        <source>previous, next</source>
        <translation>上一幅，下一幅</translation>
    </message>
    <message>
        <source>No image</source>
        <translation>无图像</translation>
    </message>
    <message>
        <source>Image %1 of %2</source>
        <translation>图像 %1 / %2</translation>
    </message>
    <message>
        <source>%1 of %2 there</source>
        <translation>已就绪 %1 / %2</translation>
    </message>
    <message>
        <source>Choose a patient at the left</source>
        <translation>请在左侧选择患者</translation>
    </message>
    <message>
        <source>%1, series %2 of %3</source>
        <translation>%1，序列 %2 / %3</translation>
    </message>
</context>
<context>
    <name>vrft::ui::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Pages of the settings</source>
        <translation>设置页</translation>
    </message>
    <message>
        <source>General</source>
        <translation>常规</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Workspaces and engine</source>
        <translation>工作区和引擎</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>Reader</source>
        <translation>阅片者</translation>
    </message>
    <message>
        <source>Labels are stored under this name; each reader has their own.</source>
        <translation>标注以此姓名保存；每位阅片者各有自己的标注。</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Of the window. What was written stays as it was written.</source>
        <translation>窗口的语言。已写下的内容保持原样。</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>Between %1 and %2 %. Images and icons keep their size.</source>
        <translation>%1 到 %2 % 之间。图像和图标大小不变。</translation>
    </message>
    <message>
        <source> MB</source>
        <translation> MB</translation>
    </message>
    <message>
        <source>Memory for images</source>
        <translation>图像内存</translation>
    </message>
    <message>
        <source>Between %1 and %2 MB. Decoded images beyond it are read again when needed.</source>
        <translation>%1 到 %2 MB 之间。超出部分的已解码图像在需要时重新读取。</translation>
    </message>
    <message>
        <source> s</source>
        <translation> 秒</translation>
    </message>
    <message>
        <source>Store typed text after</source>
        <translation>输入文字的保存延迟</translation>
    </message>
    <message>
        <source>Seconds after the last key; going to another image stores it at once. Labels and boxes are always stored at once.</source>
        <translation>最后一次按键后的秒数；转到其他图像时立即保存。标注和框总是立即保存。</translation>
    </message>
</context>
<context>
    <name>vrft::ui::SizeWords</name>
    <message>
        <source>%1 bytes</source>
        <translation>%1 字节</translation>
    </message>
    <message>
        <source>%1 kB</source>
        <translation>%1 kB</translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation>%1 MB</translation>
    </message>
    <message>
        <source>%1 GB</source>
        <translation>%1 GB</translation>
    </message>
    <message>
        <source>%1 TB</source>
        <translation>%1 TB</translation>
    </message>
    <message>
        <source>%1 million</source>
        <translation>%1M</translation>
    </message>
    <message>
        <source>%1 billion</source>
        <translation>%1B</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分钟</translation>
    </message>
    <message>
        <source>%1 days %2 h</source>
        <translation>%1 天 %2 小时</translation>
    </message>
</context>
<context>
    <name>vrft::ui::SplitBar</name>
    <message>
        <source>Shares of the splits</source>
        <translation>各划分的比例</translation>
    </message>
    <message>
        <source>Drag the handles, or use the arrow keys (Space changes the handle)</source>
        <translation>拖动手柄，或使用方向键（空格键切换手柄）</translation>
    </message>
    <message>
        <source>Shares of the splits. A plan that exists never changes</source>
        <translation>各划分的比例。已有方案不再改变</translation>
    </message>
    <message>
        <source>train %1 %, held out %2 %, test %3 %</source>
        <translation>训练集 %1 %，保留集 %2 %，测试集 %3 %</translation>
    </message>
    <message>
        <source>train</source>
        <translation>训练集</translation>
    </message>
    <message>
        <source>held out</source>
        <translation>保留集</translation>
    </message>
    <message>
        <source>test</source>
        <translation>测试集</translation>
    </message>
</context>
<context>
    <name>vrft::ui::SplitPanel</name>
    <message>
        <source>%1, official</source>
        <translation>%1，官方</translation>
    </message>
    <message>
        <source>%1, %2 / %3 / %4, seed %5</source>
        <translation>%1，%2 / %3 / %4，随机种子 %5</translation>
    </message>
    <message>
        <source>%1: %2 to %3</source>
        <translation>%1：%2 至 %3</translation>
    </message>
    <message>
        <source>A frozen dataset never changes. It holds no names, dates of birth or patient numbers.</source>
        <translation>冻结的数据集不再改变。其中没有姓名、出生日期或患者编号。</translation>
    </message>
    <message>
        <source>Split by patient</source>
        <translation>按患者划分</translation>
    </message>
    <message>
        <source>Split plan</source>
        <translation>划分方案</translation>
    </message>
    <message>
        <source>Which split each patient has. Patients of a plan never change their split when data is added</source>
        <translation>每位患者所属的划分。增加数据时，方案中的患者不会改变划分</translation>
    </message>
    <message>
        <source>Name of the new plan</source>
        <translation>新方案的名称</translation>
    </message>
    <message>
        <source>Name of the new plan; plans never change, so take one that says what it is for</source>
        <translation>新方案的名称；方案不再改变，请取能说明用途的名称</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练集</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Held out</source>
        <translation>保留集</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试集</translation>
    </message>
    <message>
        <source>Freezing</source>
        <translation>冻结</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stops freezing; nothing of it stays</source>
        <translation>停止冻结；不保留任何内容</translation>
    </message>
    <message>
        <source>Back to the draft</source>
        <translation>返回草稿</translation>
    </message>
    <message>
        <source>Show the next version again</source>
        <translation>重新显示下一版本</translation>
    </message>
    <message>
        <source>Train with it</source>
        <translation>用它训练</translation>
    </message>
    <message>
        <source>Go to Training with this dataset chosen</source>
        <translation>选定此数据集并转到“训练”</translation>
    </message>
    <message>
        <source>New plan…</source>
        <translation>新方案…</translation>
    </message>
    <message>
        <source>No official split came with these studies.</source>
        <translation>这些检查没有附带官方划分。</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Writes this dataset for good, with its certificate</source>
        <translation>永久写入此数据集及其证书</translation>
    </message>
    <message>
        <source>Compare with version %1</source>
        <translation>与版本 %1 比较</translation>
    </message>
    <message>
        <source>What would change from the version before, image by image</source>
        <translation>与前一版本相比逐图像的变化</translation>
    </message>
    <message>
        <source>Freezing…</source>
        <translation>正在冻结…</translation>
    </message>
    <message>
        <source>Freezing: %1 of %2 images</source>
        <translation>正在冻结：%1 / %2 幅图像</translation>
    </message>
    <message>
        <source>Show version %1</source>
        <translation>显示版本 %1</translation>
    </message>
    <message>
        <source>Shows the version that has the same images, labels and splits</source>
        <translation>显示图像、标注和划分都相同的那个版本</translation>
    </message>
    <message>
        <source>Nothing was written: this is version %1 already.</source>
        <translation>没有写入任何内容：这已经是版本 %1。</translation>
    </message>
</context>
<context>
    <name>vrft::ui::StatusBar</name>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>All changes stored %1</source>
        <translation>所有改动已保存 %1</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>此计算机</translation>
    </message>
    <message>
        <source>Storing…</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>No workspace open</source>
        <translation>没有打开工作区</translation>
    </message>
    <message>
        <source>Nothing to undo</source>
        <translation>没有可撤销的操作</translation>
    </message>
    <message>
        <source>Language of the window</source>
        <translation>窗口语言</translation>
    </message>
    <message>
        <source>All changes stored</source>
        <translation>所有改动已保存</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>撤销：%1</translation>
    </message>
    <message>
        <source>Images in memory %1 of %2 MB</source>
        <translation>内存中的图像 %1 / %2 MB</translation>
    </message>
    <message>
        <source>%1. How much they may take: Settings</source>
        <translation>%1。可占用多少：设置</translation>
    </message>
    <message>
        <source>Reader: %1</source>
        <translation>阅片者：%1</translation>
    </message>
    <message>
        <source>%1. Who labels: Settings</source>
        <translation>%1。由谁标注：设置</translation>
    </message>
    <message>
        <source>%1. Show it</source>
        <translation>%1。显示它</translation>
    </message>
</context>
<context>
    <name>vrft::ui::StepStrip</name>
    <message>
        <source>The same sample over the steps</source>
        <translation>同一样本随步的变化</translation>
    </message>
    <message>
        <source>%1 of %2 steps right</source>
        <translation>%2 步中 %1 步正确</translation>
    </message>
    <message>
        <source>Step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>Steps %1 to %2</source>
        <translation>第 %1 至 %2 步</translation>
    </message>
    <message>
        <source>right</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>未测量</translation>
    </message>
</context>
<context>
    <name>vrft::ui::StrategyPanel</name>
    <message>
        <source>Strategy</source>
        <translation>训练策略</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>已改变</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Preset: a strategy of the paper, to take as it is or to change below</source>
        <translation>预设：论文中的一种训练策略，可直接采用或在下方修改</translation>
    </message>
    <message>
        <source>Knowledge prompts</source>
        <translation>知识提示词</translation>
    </message>
    <message>
        <source>Each image comes with the written definition of every class.</source>
        <translation>每幅图像都附上每个类别的文字定义。</translation>
    </message>
    <message>
        <source>Localise first</source>
        <translation>先定位</translation>
    </message>
    <message>
        <source>The model first learns to box what is asked about, then to judge it.</source>
        <translation>模型先学习框出所问目标，再学习判断。</translation>
    </message>
    <message>
        <source>Recitation reward</source>
        <translation>复述奖励</translation>
    </message>
    <message>
        <source>Fuzzy grades</source>
        <translation>模糊分级</translation>
    </message>
    <message>
        <source>An answer one grade off still earns part of the reward.</source>
        <translation>相差一级的回答仍得到部分奖励。</translation>
    </message>
    <message>
        <source>Penalise</source>
        <translation>惩罚</translation>
    </message>
    <message>
        <source>Reward</source>
        <translation>奖励</translation>
    </message>
    <message>
        <source>Recitation</source>
        <translation>复述</translation>
    </message>
    <message>
        <source>Whether repeating the knowledge text loses or earns points</source>
        <translation>复述知识文本是扣分还是得分</translation>
    </message>
    <message>
        <source>Version of the knowledge</source>
        <translation>知识的版本</translation>
    </message>
    <message>
        <source>Knowledge of the day the dataset was frozen, or of today</source>
        <translation>数据集冻结当日的知识，或今天的知识</translation>
    </message>
    <message>
        <source>Rewards</source>
        <translation>奖励</translation>
    </message>
    <message>
        <source>added up for each answer</source>
        <translation>每个回答累加</translation>
    </message>
    <message>
        <source>Against the run before</source>
        <translation>与上次训练对比</translation>
    </message>
    <message>
        <source>Nothing is written about this task yet: see Knowledge.</source>
        <translation>关于此任务还没有写下知识：见“知识”。</translation>
    </message>
    <message>
        <source>Version %1, as frozen</source>
        <translation>版本 %1，冻结时</translation>
    </message>
    <message>
        <source>As frozen</source>
        <translation>冻结时</translation>
    </message>
    <message>
        <source>Version %1, of today</source>
        <translation>版本 %1，今天</translation>
    </message>
    <message>
        <source>This task asks for boxes already.</source>
        <translation>此任务本来就要求画框。</translation>
    </message>
    <message>
        <source>No dataset with boxes is frozen in this workspace.</source>
        <translation>此工作区没有冻结带框的数据集。</translation>
    </message>
    <message>
        <source>Reasoning close to the knowledge text earns points.</source>
        <translation>推理接近知识文本可得分。</translation>
    </message>
    <message>
        <source>Reasoning that only repeats the knowledge text loses points.</source>
        <translation>只复述知识文本的推理会扣分。</translation>
    </message>
    <message>
        <source>This task has no grades.</source>
        <translation>此任务没有分级。</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>组成</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>What it measures</source>
        <translation>衡量内容</translation>
    </message>
    <message>
        <source>Weight of %1</source>
        <translation>%1 的权重</translation>
    </message>
    <message>
        <source>Highest possible reward %1. A completely wrong answer in the right form earns %2.</source>
        <translation>最高奖励 %1。格式正确但完全答错得 %2。</translation>
    </message>
    <message>
        <source>A supervised run is judged by it, not trained by it.</source>
        <translation>监督训练用它评判，而不用它训练。</translation>
    </message>
    <message>
        <source>%1, version %2</source>
        <translation>%1，版本 %2</translation>
    </message>
    <message>
        <source>a tuned one</source>
        <translation>已微调的模型</translation>
    </message>
    <message>
        <source>other text</source>
        <translation>其他文本</translation>
    </message>
    <message>
        <source>nothing differs: the same run again</source>
        <translation>没有差别：重复同一训练</translation>
    </message>
    <message>
        <source>differs in one point</source>
        <translation>有一处不同</translation>
    </message>
    <message>
        <source>differs in %1 points</source>
        <translation>有 %1 处不同</translation>
    </message>
    <message>
        <source>This run</source>
        <translation>本训练</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>另有 %1 项</translation>
    </message>
    <message>
        <source>A recipe saved in this workspace</source>
        <translation>此工作区保存的配方</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>Edit the rewards</source>
        <translation>编辑奖励</translation>
    </message>
    <message>
        <source>Weights, signs and parameters, with what answers would earn</source>
        <translation>权重、正负号和参数，并显示回答会得多少分</translation>
    </message>
    <message>
        <source>each brought to one scale</source>
        <translation>各自归一后相加</translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation>警报</translation>
    </message>
    <message>
        <source>Edit the thresholds of alarms</source>
        <translation>编辑警报阈值</translation>
    </message>
    <message>
        <source>From where on the run is in trouble, with the usual values</source>
        <translation>训练从何处起算出了问题，并显示常用值</translation>
    </message>
    <message>
        <source>usual</source>
        <translation>常用值</translation>
    </message>
    <message>
        <source>%1 changed</source>
        <translation>已改变 %1 项</translation>
    </message>
    <message>
        <source>Alarms: %1</source>
        <translation>警报：%1</translation>
    </message>
</context>
<context>
    <name>vrft::ui::StudiesPage</name>
    <message>
        <source>Bringing files in.</source>
        <translation>正在导入文件。</translation>
    </message>
    <message>
        <source>An import did not end</source>
        <translation>有一次导入没有结束</translation>
    </message>
    <message>
        <source>Of “%1”, %2 files were looked at before the program closed. What is stored is safe; going on passes over it.</source>
        <translation>程序关闭前已检查“%1”中的 %2 个文件。已存储的内容安全；继续时会跳过。</translation>
    </message>
    <message>
        <source>Go on with it</source>
        <translation>继续导入</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>不再继续</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>已保存为 %1</translation>
    </message>
    <message>
        <source>Studies</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Import a folder…</source>
        <translation>导入文件夹…</translation>
    </message>
    <message>
        <source>Import files…</source>
        <translation>导入文件…</translation>
    </message>
    <message>
        <source>Filter studies</source>
        <translation>筛选检查</translation>
    </message>
    <message>
        <source>Move to the Trash</source>
        <translation>移到回收站</translation>
    </message>
    <message>
        <source>In the Trash: %1</source>
        <translation>已移到回收站：%1</translation>
    </message>
    <message>
        <source>Files are being imported</source>
        <translation>正在导入文件</translation>
    </message>
    <message>
        <source>A policy is being asked</source>
        <translation>正在询问策略模型</translation>
    </message>
    <message>
        <source>A box has no label yet</source>
        <translation>有框尚未标注</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Window and level</source>
        <translation>窗宽和窗位</translation>
    </message>
    <message>
        <source>right drag</source>
        <translation>右键拖动</translation>
    </message>
    <message>
        <source>Move the image</source>
        <translation>移动图像</translation>
    </message>
    <message>
        <source>middle drag</source>
        <translation>中键拖动</translation>
    </message>
    <message>
        <source>Zoom at the pointer</source>
        <translation>以指针为中心缩放</translation>
    </message>
    <message>
        <source>Ctrl + wheel</source>
        <translation>Ctrl + 滚轮</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>适合窗口</translation>
    </message>
    <message>
        <source>double-click</source>
        <translation>双击</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>Move the chosen box</source>
        <translation>移动所选框</translation>
    </message>
    <message>
        <source>arrow keys</source>
        <translation>方向键</translation>
    </message>
    <message>
        <source>Move it by 10</source>
        <translation>移动 10 像素</translation>
    </message>
    <message>
        <source>Shift + arrow keys</source>
        <translation>Shift + 方向键</translation>
    </message>
    <message>
        <source>Remove what is chosen</source>
        <translation>移除所选内容</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>Let go, back to the pointer</source>
        <translation>放开，回到指针</translation>
    </message>
    <message>
        <source>Escape</source>
        <translation>Escape</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>已隐藏</translation>
    </message>
    <message>
        <source>Import a folder</source>
        <translation>导入文件夹</translation>
    </message>
    <message>
        <source>Import files</source>
        <translation>导入文件</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>正在读取 %1</translation>
    </message>
    <message>
        <source>Import a published set</source>
        <translation>导入公开数据集</translation>
    </message>
    <message>
        <source>Bring in %1?</source>
        <translation>要导入 %1 吗？</translation>
    </message>
    <message>
        <source>%1

With the images come the task, the published labels (of the reader “source”, never undone by Ctrl+Z) and the official splits as a plan of their own. A set names no patients: each image counts as one.</source>
        <translation>%1

图像会连同任务、公开的标注（阅片者为“source”，Ctrl+Z 不会撤销）以及作为独立划分方案的官方划分一起导入。数据集没有患者信息：每张图像视为一位患者。</translation>
    </message>
    <message>
        <source>Bring in</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暂不</translation>
    </message>
</context>
<context>
    <name>vrft::ui::StudyForest</name>
    <message>
        <source>%1 to %2</source>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>Strategy</source>
        <translation>训练策略</translation>
    </message>
    <message>
        <source>Overlap</source>
        <translation>重叠度</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>Interval</source>
        <translation>区间</translation>
    </message>
    <message>
        <source>Against plain RFT</source>
        <translation>与普通 RFT 相比</translation>
    </message>
    <message>
        <source>Weighted kappa</source>
        <translation>加权 kappa</translation>
    </message>
    <message>
        <source>Grade error</source>
        <translation>分级误差</translation>
    </message>
    <message>
        <source>Seeds</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Of test patients, which chose nothing: the mean over seeds</source>
        <translation>测试集患者（未参与任何选择）：各随机种子的平均值</translation>
    </message>
    <message>
        <source>95 %, Student’s t over seeds: it speaks of seeds, not of other patients</source>
        <translation>95 %，对随机种子的 Student t 区间：反映随机种子，而非其他患者</translation>
    </message>
    <message>
        <source>Mean and interval; dashed: always the commonest answer; plain RFT through all rows</source>
        <translation>平均值与区间；虚线：始终给最常见答案；贯穿各行的线：普通 RFT</translation>
    </message>
    <message>
        <source>Difference to plain RFT seed by seed, with its 95 % interval</source>
        <translation>逐个随机种子与普通 RFT 的差值及其 95 % 区间</translation>
    </message>
    <message>
        <source>Runs that are finished</source>
        <translation>已完成的训练</translation>
    </message>
    <message>
        <source>Mean and interval</source>
        <translation>平均值与区间</translation>
    </message>
    <message>
        <source>%1 (control)</source>
        <translation>%1（对照）</translation>
    </message>
    <message>
        <source>left out: %1</source>
        <translation>未包含：%1</translation>
    </message>
    <message>
        <source>%1, interval %2</source>
        <translation>%1，区间 %2</translation>
    </message>
    <message>
        <source>no finished run</source>
        <translation>没有完成的训练</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>seed %1: %2</source>
        <translation>随机种子 %1：%2</translation>
    </message>
    <message>
        <source>weighted kappa %1</source>
        <translation>加权 kappa %1</translation>
    </message>
    <message>
        <source>grade error %1</source>
        <translation>分级误差 %1</translation>
    </message>
    <message>
        <source>Strategies of the study</source>
        <translation>研究中的训练策略</translation>
    </message>
    <message>
        <source>A row is a strategy; Return shows its runs</source>
        <translation>每行一个训练策略；回车显示其训练</translation>
    </message>
</context>
<context>
    <name>vrft::ui::StudyForm</name>
    <message>
        <source>What the study is made of</source>
        <translation>研究的组成</translation>
    </message>
    <message>
        <source>Strategies</source>
        <translation>训练策略</translation>
    </message>
    <message>
        <source>Each is a row of the table. Every other one is held against plain RFT, seed by seed.</source>
        <translation>每项是表中的一行。其余各项逐个随机种子与普通 RFT 比较。</translation>
    </message>
    <message>
        <source>%1: a row of the study</source>
        <translation>%1：研究中的一行</translation>
    </message>
    <message>
        <source>Sweep of the recitation weight</source>
        <translation>复述权重扫描</translation>
    </message>
    <message>
        <source>A row for each weight, with the knowledge in the prompt</source>
        <translation>每个权重一行，提示词中含知识</translation>
    </message>
    <message>
        <source>Weights of the sweep</source>
        <translation>扫描的权重</translation>
    </message>
    <message>
        <source>Weights of the sweep, with commas between them</source>
        <translation>扫描的权重，用逗号分隔</translation>
    </message>
    <message>
        <source>Datasets and start policies</source>
        <translation>数据集与起始策略模型</translation>
    </message>
    <message>
        <source>Each is a table of its own. Figures are of its test patients.</source>
        <translation>每个数据集一张表。数值来自其测试集患者。</translation>
    </message>
    <message>
        <source>No dataset is frozen yet. Freeze one in Dataset.</source>
        <translation>还没有冻结数据集。请在“数据集”中冻结一个。</translation>
    </message>
    <message>
        <source>Go to Dataset</source>
        <translation>转到“数据集”</translation>
    </message>
    <message>
        <source>Name, seeds and steps</source>
        <translation>名称、随机种子与步数</translation>
    </message>
    <message>
        <source>Every strategy is trained once a seed: fewer than two seeds give no interval.</source>
        <translation>每个训练策略对每个随机种子训练一次：少于两个随机种子时没有区间。</translation>
    </message>
    <message>
        <source>Name of the study</source>
        <translation>研究名称</translation>
    </message>
    <message>
        <source>Name of the study; date and time are put before it</source>
        <translation>研究名称；前面会加上日期和时间</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Seeds</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Start study</source>
        <translation>开始研究</translation>
    </message>
    <message>
        <source>No workspace is open.</source>
        <translation>没有打开工作区。</translation>
    </message>
    <message>
        <source>The engine isn’t where it should be (%1). Install the program completely, or set its place in Settings.</source>
        <translation>引擎不在应有的位置（%1）。请完整安装程序，或在“设置”中指定其位置。</translation>
    </message>
    <message>
        <source>Choose a dataset.</source>
        <translation>请选择数据集。</translation>
    </message>
    <message>
        <source>No policy is here yet. Add one in New run.</source>
        <translation>还没有策略模型。请在“新训练”中添加。</translation>
    </message>
    <message>
        <source>Choose a strategy.</source>
        <translation>请选择训练策略。</translation>
    </message>
    <message>
        <source>A number can’t be used. %1.</source>
        <translation>有一个数字无法使用。%1。</translation>
    </message>
    <message>
        <source>%1, version %2</source>
        <translation>%1，版本 %2</translation>
    </message>
    <message>
        <source>It can’t be used: %1</source>
        <translation>不可用：%1</translation>
    </message>
    <message>
        <source>Start policy for %1</source>
        <translation>%1的起始策略模型</translation>
    </message>
    <message>
        <source>Every strategy on %1 starts from this policy</source>
        <translation>%1上的每个训练策略都从该策略模型开始</translation>
    </message>
    <message>
        <source>1 run</source>
        <translation>1 个训练</translation>
    </message>
    <message>
        <source>%1 runs</source>
        <translation>%1 次训练</translation>
    </message>
    <message>
        <source>1 step</source>
        <translation>1 步</translation>
    </message>
    <message>
        <source>%1 steps</source>
        <translation>%1 步</translation>
    </message>
    <message>
        <source>The runs of the study are being made</source>
        <translation>正在建立研究的训练</translation>
    </message>
    <message>
        <source>Datasets and policies are checked, then they go into the queue.</source>
        <translation>先检查数据集和策略模型，然后进入队列。</translation>
    </message>
    <message>
        <source>Every strategy is left out on these datasets</source>
        <translation>在这些数据集上，所有训练策略都不适用</translation>
    </message>
    <message>
        <source>The study couldn’t be started</source>
        <translation>无法开始研究</translation>
    </message>
    <message>
        <source>About %1 in all, as fast as earlier runs here. It goes on when the window is closed.</source>
        <translation>按此处以往训练的速度，总共约 %1。关闭窗口后继续进行。</translation>
    </message>
    <message>
        <source>No run with a policy of this size was trained here yet: how long it takes is known after the first.</source>
        <translation>此处尚未训练过这种规模的策略模型：完成第一个之后才知道需要多久。</translation>
    </message>
    <message>
        <source>Start study (Ctrl+Return)</source>
        <translation>开始研究 (Ctrl+Return)</translation>
    </message>
</context>
<context>
    <name>vrft::ui::StudyPage</name>
    <message>
        <source>Dataset of the table</source>
        <translation>表格的数据集</translation>
    </message>
    <message>
        <source>Dataset whose table is shown</source>
        <translation>显示哪个数据集的表格</translation>
    </message>
    <message>
        <source>Open run</source>
        <translation>打开训练</translation>
    </message>
    <message>
        <source>Shows the chosen run in Runs (Return, double-click)</source>
        <translation>在“训练列表”中显示所选训练（回车、双击）</translation>
    </message>
    <message>
        <source>Runs of the strategy</source>
        <translation>该训练策略的训练</translation>
    </message>
    <message>
        <source>Study of strategies</source>
        <translation>训练策略研究</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Takes its runs out of the queue; the one at work ends after its step</source>
        <translation>将其训练移出队列；正在进行的训练在当前步后结束</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Puts what isn’t finished into the queue again; finished runs stay as they are</source>
        <translation>将未完成的重新放入队列；已完成的训练保持不变</translation>
    </message>
    <message>
        <source>Copy as CSV</source>
        <translation>复制为 CSV</translation>
    </message>
    <message>
        <source>The whole table as text, with all figures and seeds</source>
        <translation>整张表格的文本，包含所有数值和随机种子</translation>
    </message>
    <message>
        <source>Copy figure</source>
        <translation>复制图形</translation>
    </message>
    <message>
        <source>The forest plot as a drawing (SVG) and as its text</source>
        <translation>森林图，作为图形（SVG）及其文本</translation>
    </message>
    <message>
        <source>Show files</source>
        <translation>显示文件</translation>
    </message>
    <message>
        <source>Opens the folder with table.md, table.csv and figure.svg</source>
        <translation>打开包含 table.md、table.csv 和 figure.svg 的文件夹</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>from %1 · test patients, which chose nothing · mean over seeds, 95 % interval over seeds</source>
        <translation>起点 %1 · 测试集患者（未参与任何选择） · 随机种子平均值，随机种子 95 % 区间</translation>
    </message>
    <message>
        <source>dashed: always the commonest answer %1</source>
        <translation>虚线：始终给最常见答案 %1</translation>
    </message>
    <message>
        <source>line: plain RFT %1</source>
        <translation>线：普通 RFT %1</translation>
    </message>
    <message>
        <source>Intervals speak of seeds, not of other patients; several rows are compared, and that isn’t corrected for.</source>
        <translation>区间反映随机种子，而非其他患者；比较了多行，且未作校正。</translation>
    </message>
    <message>
        <source>%1 of %2 runs done</source>
        <translation>已完成 %1 / %2 个训练</translation>
    </message>
    <message>
        <source>its runs are being made</source>
        <translation>正在建立其训练</translation>
    </message>
    <message>
        <source>one is trained now</source>
        <translation>正在训练其中一个</translation>
    </message>
    <message>
        <source>waiting for the engine</source>
        <translation>等待引擎</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Not finished by itself: %1. Open the run to see why; Resume tries it again.</source>
        <translation>未能自行完成：%1。打开该训练查看原因；“继续”会再试。</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>its folder isn’t there</source>
        <translation>其文件夹不存在</translation>
    </message>
    <message>
        <source>step %1 of %2</source>
        <translation>第 %1 / %2 步</translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation>随机种子 %1</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Overlap</source>
        <translation>重叠度</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>From the start</source>
        <translation>相对起点</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>%1 isn’t in this workspace any more.</source>
        <translation>%1 已不在此工作区中。</translation>
    </message>
    <message>
        <source>The table is in the clipboard</source>
        <translation>表格已复制到剪贴板</translation>
    </message>
    <message>
        <source>The figure is in the clipboard</source>
        <translation>图形已复制到剪贴板</translation>
    </message>
    <message>
        <source>No program here shows folders. It is at %1.</source>
        <translation>此处没有可显示文件夹的程序。位置：%1。</translation>
    </message>
</context>
<context>
    <name>vrft::ui::StudyPictureWords</name>
    <message>
        <source>Start (no tuning)</source>
        <translation>起点（未训练）</translation>
    </message>
    <message>
        <source>Its runs aren’t made yet. Resume makes them.</source>
        <translation>其训练尚未建立。“继续”会建立它们。</translation>
    </message>
    <message>
        <source>The table can’t be read: %1. Resume writes it anew.</source>
        <translation>无法读取表格：%1。“继续”会重新写入。</translation>
    </message>
    <message>
        <source>Above plain RFT with the whole interval: %1.</source>
        <translation>整个区间高于普通 RFT：%1。</translation>
    </message>
    <message>
        <source>Below it with the whole interval: %1.</source>
        <translation>整个区间低于普通 RFT：%1。</translation>
    </message>
    <message>
        <source>No strategy is apart from plain RFT with its whole interval.</source>
        <translation>没有训练策略的整个区间与普通 RFT 分开。</translation>
    </message>
</context>
<context>
    <name>vrft::ui::StudyTree</name>
    <message>
        <source>Study</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Readers disagree</source>
        <translation>阅片者意见不一致</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>患者</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
</context>
<context>
    <name>vrft::ui::StudyView</name>
    <message>
        <source>New study</source>
        <translation>新研究</translation>
    </message>
    <message>
        <source>Choose strategies, datasets and seeds of a new study</source>
        <translation>选择新研究的训练策略、数据集和随机种子</translation>
    </message>
    <message>
        <source>Studies of strategies</source>
        <translation>训练策略研究</translation>
    </message>
    <message>
        <source>Studies of this workspace, the newest first</source>
        <translation>此工作区的研究，最新的在前</translation>
    </message>
    <message>
        <source>Studies</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>%1 of %2 runs done</source>
        <translation>已完成 %1 / %2 个训练</translation>
    </message>
    <message>
        <source>no runs yet</source>
        <translation>还没有训练</translation>
    </message>
</context>
<context>
    <name>vrft::ui::StudyWords</name>
    <message>
        <source>RFT, recitation weight %1</source>
        <translation>RFT，复述权重 %1</translation>
    </message>
    <message>
        <source>left out on %1: %2</source>
        <translation>在%1上未包含：%2</translation>
    </message>
    <message>
        <source>“%1” is no weight from −100 to 100</source>
        <translation>“%1”不是 −100 到 100 之间的权重</translation>
    </message>
    <message>
        <source>The weight %1 stands there twice</source>
        <translation>权重 %1 出现了两次</translation>
    </message>
    <message>
        <source>The sweep has no weight</source>
        <translation>扫描没有权重</translation>
    </message>
</context>
<context>
    <name>vrft::ui::TagBrowser</name>
    <message>
        <source>Tags of the image</source>
        <translation>图像的 DICOM 标签</translation>
    </message>
    <message>
        <source>Tag, name or value</source>
        <translation>标签、名称或值</translation>
    </message>
    <message>
        <source>Filter tags</source>
        <translation>筛选标签</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Copy value</source>
        <translation>复制值</translation>
    </message>
    <message>
        <source>Copy value (Ctrl+C)</source>
        <translation>复制值 (Ctrl+C)</translation>
    </message>
    <message>
        <source>No image is open.</source>
        <translation>没有打开图像。</translation>
    </message>
    <message>
        <source>%1 elements and items</source>
        <translation>%1 个元素和条目</translation>
    </message>
    <message>
        <source>Nothing holds “%1”.</source>
        <translation>没有包含“%1”的内容。</translation>
    </message>
</context>
<context>
    <name>vrft::ui::TagModel</name>
    <message>
        <source>1 item</source>
        <translation>1 个条目</translation>
    </message>
    <message>
        <source>%1 items</source>
        <translation>%1 个条目</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 字节</translation>
    </message>
    <message>
        <source>Item %1</source>
        <translation>条目 %1</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>VR</source>
        <translation>VR</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
</context>
<context>
    <name>vrft::ui::TaskWords</name>
    <message>
        <source>classification</source>
        <translation>分类</translation>
    </message>
    <message>
        <source>grading</source>
        <translation>分级</translation>
    </message>
    <message>
        <source>localisation</source>
        <translation>定位</translation>
    </message>
    <message>
        <source>classification · %1 classes</source>
        <translation>分类 · %1 个类别</translation>
    </message>
    <message>
        <source>grading · %1 grades</source>
        <translation>分级 · %1 级</translation>
    </message>
    <message>
        <source>today %1</source>
        <translation>今天 %1</translation>
    </message>
</context>
<context>
    <name>vrft::ui::TestResult</name>
    <message>
        <source>Test patients</source>
        <translation>测试集患者</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>Figures on test patients</source>
        <translation>测试集患者上的数字</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Sensitivity and specificity of each class</source>
        <translation>每个类别的灵敏度和特异度</translation>
    </message>
    <message>
        <source>Which answer for which reference</source>
        <translation>对应各参考的回答</translation>
    </message>
    <message>
        <source>Confusion matrix</source>
        <translation>混淆矩阵</translation>
    </message>
    <message>
        <source>Right as often as it is sure?</source>
        <translation>把握与正确率是否一致？</translation>
    </message>
    <message>
        <source>Answers by their probability</source>
        <translation>按概率分组的回答</translation>
    </message>
    <message>
        <source>%1 of %2, the checkpoint of step %3. Intervals are 95 %, by bootstrap over patients.</source>
        <translation>%2的%1，第 %3 步的检查点。区间为 95 %，按患者自助抽样。</translation>
    </message>
    <message>
        <source>1 test image</source>
        <translation>1 幅测试图像</translation>
    </message>
    <message>
        <source>%1 test images</source>
        <translation>%1 幅测试图像</translation>
    </message>
    <message>
        <source>1 patient</source>
        <translation>1 位患者</translation>
    </message>
    <message>
        <source>%1 patients</source>
        <translation>%1 位患者</translation>
    </message>
    <message>
        <source>At the end</source>
        <translation>结束时</translation>
    </message>
    <message>
        <source>At the start</source>
        <translation>开始时</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Sensitivity</source>
        <translation>灵敏度</translation>
    </message>
    <message>
        <source>Specificity</source>
        <translation>特异度</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>参考</translation>
    </message>
    <message>
        <source>No valid answer</source>
        <translation>无有效回答</translation>
    </message>
    <message>
        <source>Reference %1, answered %2: %3</source>
        <translation>参考 %1，回答 %2：%3</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Said</source>
        <translation>所给概率</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>正确率</translation>
    </message>
    <message>
        <source>Calibration error %1, Brier score %2, over %3 with a valid answer. The probability is that of the answer’s words after the policy’s own reasoning, not over all it could have reasoned.</source>
        <translation>校准误差 %1，Brier 分数 %2，基于 %3（有有效回答）。概率是策略模型在自己的推理之后给出该回答文字的概率，而不是对所有可能推理的概率。</translation>
    </message>
    <message>
        <source>1 image</source>
        <translation>1 幅图像</translation>
    </message>
    <message>
        <source>%1 images</source>
        <translation>%1 幅图像</translation>
    </message>
    <message>
        <source>The run ended before its test; its checkpoint can be evaluated all the same.</source>
        <translation>训练在测试之前就结束了；其检查点仍可评估。</translation>
    </message>
</context>
<context>
    <name>vrft::ui::ThresholdWords</name>
    <message>
        <source>groups without signal</source>
        <translation>无信号的组</translation>
    </message>
    <message>
        <source>Above this share of groups with equal rewards for all answers.</source>
        <translation>所有回答奖励相同的组超过此比例。</translation>
    </message>
    <message>
        <source>steps without signal</source>
        <translation>无信号的步数</translation>
    </message>
    <message>
        <source>So many steps in a row above that share.</source>
        <translation>连续这么多步超过上述比例。</translation>
    </message>
    <message>
        <source>share of the commonest answer</source>
        <translation>最常见回答的比例</translation>
    </message>
    <message>
        <source>Above this share the policy answers almost always the same.</source>
        <translation>超过此比例，策略模型几乎总是给出相同的回答。</translation>
    </message>
    <message>
        <source>words of reasoning, of the start’s</source>
        <translation>推理词数与起点之比</translation>
    </message>
    <message>
        <source>Below this share of the words there were at the start.</source>
        <translation>推理词数低于起点的此比例。</translation>
    </message>
    <message>
        <source>truth of attributes lost</source>
        <translation>属性真实性的下降</translation>
    </message>
    <message>
        <source>So much less of what the reasoning names is true than at the start, while the reward holds.</source>
        <translation>奖励未降，但推理中所述属性的属实比例比起点低这么多。</translation>
    </message>
    <message>
        <source>box overlap lost</source>
        <translation>框重叠度的下降</translation>
    </message>
    <message>
        <source>So much less overlap with the reference boxes than at the start.</source>
        <translation>与参考框的重叠度比起点低这么多。</translation>
    </message>
    <message>
        <source>greedy above sampled</source>
        <translation>贪心高出采样</translation>
    </message>
    <message>
        <source>So much higher accuracy of greedy answers than of sampled ones.</source>
        <translation>贪心回答的准确率比采样回答高出这么多。</translation>
    </message>
    <message>
        <source>unreadable answers</source>
        <translation>无法读取的回答</translation>
    </message>
    <message>
        <source>Above this share of answers that name no class, grade or box of the task.</source>
        <translation>未给出任务中任何类别、分级或框的回答超过此比例。</translation>
    </message>
    <message>
        <source>distance from the start (KL)</source>
        <translation>与起点的距离（KL）</translation>
    </message>
    <message>
        <source>Above so many nats a token.</source>
        <translation>每个词元超过这么多 nat。</translation>
    </message>
    <message>
        <source>jump of the distance, times</source>
        <translation>距离突增的倍数</translation>
    </message>
    <message>
        <source>least entropy</source>
        <translation>最小熵</translation>
    </message>
    <message>
        <source>Below so many nats a token, and below a quarter of the start.</source>
        <translation>每个词元低于这么多 nat，且低于起点的四分之一。</translation>
    </message>
    <message>
        <source>rise of the entropy, times</source>
        <translation>熵升高的倍数</translation>
    </message>
    <message>
        <source>Above so many times the start, and half a nat above it.</source>
        <translation>超过起点的这么多倍，且比起点高出 0.5 nat。</translation>
    </message>
    <message>
        <source>answers cut off</source>
        <translation>被截断的回答</translation>
    </message>
    <message>
        <source>Above this share of answers that reach the longest length allowed.</source>
        <translation>达到允许的最大长度的回答超过此比例。</translation>
    </message>
    <message>
        <source>answers repeating a character</source>
        <translation>重复字符的回答</translation>
    </message>
    <message>
        <source>Above this share of answers that are one character again and again.</source>
        <translation>不断重复同一字符的回答超过此比例。</translation>
    </message>
    <message>
        <source>least image gain</source>
        <translation>最小图像增益</translation>
    </message>
    <message>
        <source>At this gain or below it the images do nothing; counts where the chance below can’t be worked out.</source>
        <translation>增益不超过此值，说明图像不起作用；仅在无法算出下一项概率时采用。</translation>
    </message>
    <message>
        <source>chance that answers fit as well</source>
        <translation>随机配对同样符合的概率</translation>
    </message>
    <message>
        <source>Above this probability that answers fit other images as well as their own.</source>
        <translation>回答与其他图像同样符合的概率超过此值。</translation>
    </message>
    <message>
        <source>share of one reward</source>
        <translation>单项奖励的比例</translation>
    </message>
    <message>
        <source>Above this share of the differences made by one reward that doesn’t judge the answer.</source>
        <translation>不评判回答对错的单项奖励在奖励差异中所占比例超过此值。</translation>
    </message>
    <message>
        <source>slow steps, times</source>
        <translation>变慢的倍数</translation>
    </message>
    <message>
        <source>Above so many times the median of the steps before.</source>
        <translation>用时超过此前各步中位数的这么多倍。</translation>
    </message>
    <message>
        <source>free disk, megabytes</source>
        <translation>磁盘余量（MB）</translation>
    </message>
    <message>
        <source>Below so much beyond what the rest of the run takes.</source>
        <translation>扣除训练余下部分所需空间后低于此值。</translation>
    </message>
    <message>
        <source>Above so many times the median of the steps before, and above the threshold of that distance.</source>
        <translation>超过此前各步中位数的这么多倍，且超过该距离的阈值。</translation>
    </message>
</context>
<context>
    <name>vrft::ui::ThresholdsDialog</name>
    <message>
        <source>Alarms</source>
        <translation>警报</translation>
    </message>
    <message>
        <source>Alarms of %1</source>
        <translation>%1 的警报</translation>
    </message>
    <message>
        <source>From where on a run is in trouble</source>
        <translation>训练从何处起算出了问题</translation>
    </message>
    <message>
        <source>All usual values</source>
        <translation>全部恢复常用值</translation>
    </message>
    <message>
        <source>Every threshold back to its usual value</source>
        <translation>将每个阈值恢复为常用值</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Allowed</source>
        <translation>允许范围</translation>
    </message>
    <message>
        <source>Usual</source>
        <translation>常用值</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>已改变</translation>
    </message>
    <message>
        <source>Usual value</source>
        <translation>恢复常用值</translation>
    </message>
    <message>
        <source>Usual value of %1</source>
        <translation>恢复“%1”的常用值</translation>
    </message>
    <message>
        <source>Back to %1</source>
        <translation>恢复为 %1</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>Take these thresholds</source>
        <translation>采用这些阈值</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>A number can’t be used. %1.</source>
        <translation>有一个数字无法使用。%1。</translation>
    </message>
    <message>
        <source>All thresholds have their usual values.</source>
        <translation>所有阈值均为常用值。</translation>
    </message>
    <message>
        <source>One threshold differs from its usual value.</source>
        <translation>有 1 个阈值与常用值不同。</translation>
    </message>
    <message>
        <source>%1 thresholds differ from their usual values.</source>
        <translation>有 %1 个阈值与常用值不同。</translation>
    </message>
    <message>
        <source>Take these thresholds for the new run (%1)</source>
        <translation>将这些阈值用于新训练（%1）</translation>
    </message>
</context>
<context>
    <name>vrft::ui::TokenView</name>
    <message>
        <source>How sure, word piece by word piece</source>
        <translation>逐词元的确定程度</translation>
    </message>
    <message>
        <source>Point at a word piece, or use the arrow keys</source>
        <translation>指向一个词元，或使用方向键</translation>
    </message>
    <message>
        <source>“%1”: probability %2, entropy %3</source>
        <translation>“%1”：概率 %2，熵 %3</translation>
    </message>
</context>
<context>
    <name>vrft::ui::TraceList</name>
    <message>
        <source>right</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>judged</source>
        <translation>已评判</translation>
    </message>
    <message>
        <source>replaced</source>
        <translation>已被取代</translation>
    </message>
    <message>
        <source>Run %1, step %2, %3</source>
        <translation>训练 %1，第 %2 步，%3</translation>
    </message>
    <message>
        <source>Replaced when the run was resumed</source>
        <translation>训练恢复时被取代</translation>
    </message>
    <message>
        <source> · step %1</source>
        <translation> · 第 %1 步</translation>
    </message>
</context>
<context>
    <name>vrft::ui::TraceThread</name>
    <message>
        <source>The index of traces was damaged and is being made anew. Nothing is lost: it is read from the runs. %1</source>
        <translation>轨迹索引已损坏，正在重建。没有丢失任何内容：索引由训练记录读出。%1</translation>
    </message>
</context>
<context>
    <name>vrft::ui::TraceViewer</name>
    <message>
        <source>Reference</source>
        <translation>参考</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Pointer</source>
        <translation>指针</translation>
    </message>
    <message>
        <source>Window and level</source>
        <translation>窗宽和窗位</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Move the image</source>
        <translation>移动图像</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Invert</source>
        <translation>反相</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>适合窗口</translation>
    </message>
    <message>
        <source>One image pixel to one screen pixel</source>
        <translation>一个图像像素对应一个屏幕像素</translation>
    </message>
    <message>
        <source>%1 boxes</source>
        <translation>%1 个框</translation>
    </message>
    <message>
        <source>This trace can’t be read</source>
        <translation>无法读取此轨迹</translation>
    </message>
    <message>
        <source>The study isn’t in the workspace any more: this is the dataset’s image.</source>
        <translation>检查已不在工作区中：这是数据集中的图像。</translation>
    </message>
    <message>
        <source>No image to show</source>
        <translation>没有可显示的图像</translation>
    </message>
    <message>
        <source>The study’s image can’t be shown (%1): this is the dataset’s.</source>
        <translation>无法显示检查的图像（%1）：这是数据集中的图像。</translation>
    </message>
    <message>
        <source>This image can’t be shown</source>
        <translation>无法显示此图像</translation>
    </message>
    <message>
        <source>Reading the image</source>
        <translation>正在读取图像</translation>
    </message>
    <message>
        <source>Predicted, overlap %1</source>
        <translation>预测，重叠度 %1</translation>
    </message>
    <message>
        <source>Named in the reasoning</source>
        <translation>推理中提到</translation>
    </message>
    <message>
        <source>Image 1 of %1</source>
        <translation>图像 1 / %1</translation>
    </message>
    <message>
        <source>The policy was shown the image of %1 on purpose, to see whether images matter.</source>
        <translation>有意向策略模型显示了 %1 的图像，以检验图像是否起作用。</translation>
    </message>
</context>
<context>
    <name>vrft::ui::TrainingPage</name>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Parts of Training</source>
        <translation>“训练”的各部分</translation>
    </message>
    <message>
        <source>New run</source>
        <translation>新建训练</translation>
    </message>
    <message>
        <source>Choose dataset, policy and strategy, try them out, start</source>
        <translation>选择数据集、策略模型和训练策略，试运行，开始</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>训练记录</translation>
    </message>
    <message>
        <source>Watch runs and direct them</source>
        <translation>观察和控制训练</translation>
    </message>
    <message>
        <source>No runs yet</source>
        <translation>还没有训练</translation>
    </message>
    <message>
        <source>Choose a frozen dataset and a policy; a dry run shows what will happen before anything is spent.</source>
        <translation>请选择已冻结的数据集和策略模型；在投入资源之前，试运行会显示将发生什么。</translation>
    </message>
    <message>
        <source>New run…</source>
        <translation>新建训练…</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Open in Review</source>
        <translation>在“审阅”中打开</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>Stopping after this step, with everything saved</source>
        <translation>本步之后停止，全部内容均保存</translation>
    </message>
    <message>
        <source>“%1” is no problem, says %2</source>
        <translation>“%1”不是问题，%2 认为</translation>
    </message>
    <message>
        <source>A new run is being tried out or made</source>
        <translation>正在试运行或建立新训练</translation>
    </message>
    <message>
        <source>Pausing…</source>
        <translation>正在暂停…</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Goes on where it paused</source>
        <translation>从暂停处继续</translation>
    </message>
    <message>
        <source>Holds the run in its step; nothing is lost</source>
        <translation>使训练停在当前步；不丢失任何内容</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Takes the run out of the queue</source>
        <translation>将训练移出队列</translation>
    </message>
    <message>
        <source>Ends after this step, with everything saved</source>
        <translation>本步之后结束，全部内容均保存</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Resume from step %1</source>
        <translation>从第 %1 步恢复</translation>
    </message>
    <message>
        <source>Begin again</source>
        <translation>从头开始</translation>
    </message>
    <message>
        <source>Puts it into the queue</source>
        <translation>放入队列</translation>
    </message>
    <message>
        <source>Goes on exactly where it was saved</source>
        <translation>从保存处精确继续</translation>
    </message>
    <message>
        <source>Log of %1</source>
        <translation>%1 的日志</translation>
    </message>
    <message>
        <source>Walk from step to step</source>
        <translation>逐步移动</translation>
    </message>
    <message>
        <source>Pin a step</source>
        <translation>固定一步</translation>
    </message>
    <message>
        <source>Click, Space</source>
        <translation>单击，空格键</translation>
    </message>
    <message>
        <source>Answers of a step</source>
        <translation>一步的回答</translation>
    </message>
    <message>
        <source>Double-click, Enter</source>
        <translation>双击，Enter</translation>
    </message>
    <message>
        <source>Zoom the steps</source>
        <translation>缩放步</translation>
    </message>
    <message>
        <source>Wheel, + −</source>
        <translation>滚轮，+ −</translation>
    </message>
    <message>
        <source>The whole run</source>
        <translation>整个训练</translation>
    </message>
    <message>
        <source>Chart as a table</source>
        <translation>以表格显示图表</translation>
    </message>
    <message>
        <source>Open alarms: %1</source>
        <translation>未处理的警报：%1</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Move to the Trash…</source>
        <translation>移到回收站…</translation>
    </message>
    <message>
        <source>In the Trash: %1</source>
        <translation>已移到回收站：%1</translation>
    </message>
    <message>
        <source>Choose a run first</source>
        <translation>请先选择一次训练</translation>
    </message>
    <message>
        <source>The run can’t be read</source>
        <translation>这次训练无法读取</translation>
    </message>
    <message>
        <source>The run waits in the queue: take it out with Stop first</source>
        <translation>这次训练正在排队：请先用“停止”把它取出</translation>
    </message>
    <message>
        <source>An engine holds the run: stop it first</source>
        <translation>引擎正在处理这次训练：请先停止它</translation>
    </message>
    <message>
        <source>Moves the run with its answers and checkpoints to the Trash</source>
        <translation>把这次训练连同回答和检查点移到回收站</translation>
    </message>
    <message>
        <source>The run is called %1 now</source>
        <translation>这次训练现在名为 %1</translation>
    </message>
    <message>
        <source>Move to the Trash</source>
        <translation>移到回收站</translation>
    </message>
    <message>
        <source>Move “%1” to the Trash?</source>
        <translation>把“%1”移到回收站？</translation>
    </message>
    <message>
        <source>%1 with metrics, answers and checkpoints leave Training, Review and the policies of a new run. Verdicts on its answers are kept. Trash in the Workspace menu puts all of it back.</source>
        <translation>共 %1 的指标、回答和检查点将从“训练”、“审阅”和新训练的策略模型中移走。对其回答的评判会保留。“工作区”菜单中的“回收站”可以把这一切放回。</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暂不</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Runs beside each other: recipes, curves, answers case by case</source>
        <translation>并排查看训练：配方、曲线、逐例回答</translation>
    </message>
    <message>
        <source>Compare runs</source>
        <translation>比较训练</translation>
    </message>
    <message>
        <source>Puts the run beside those compared</source>
        <translation>将此训练加入比较</translation>
    </message>
    <message>
        <source>Study of strategies</source>
        <translation>训练策略研究</translation>
    </message>
    <message>
        <source>Strategies × datasets × seeds as one table with intervals</source>
        <translation>训练策略 × 数据集 × 随机种子，一张带区间的表</translation>
    </message>
    <message>
        <source>The runs of a study are being made</source>
        <translation>正在建立研究的训练</translation>
    </message>
    <message>
        <source>Export for TensorBoard…</source>
        <translation>为 TensorBoard 导出…</translation>
    </message>
    <message>
        <source>Writes the run’s figures and some answers as event files into a folder</source>
        <translation>将训练的数值和部分回答作为事件文件写入文件夹</translation>
    </message>
    <message>
        <source>Folder for TensorBoard’s files</source>
        <translation>TensorBoard 文件的文件夹</translation>
    </message>
    <message>
        <source>TensorBoard’s files of %1 are in %2</source>
        <translation>%1 的 TensorBoard 文件在 %2</translation>
    </message>
    <message>
        <source>Thresholds of alarms…</source>
        <translation>警报阈值…</translation>
    </message>
    <message>
        <source>From where on the run is in trouble</source>
        <translation>训练从何处起算出了问题</translation>
    </message>
    <message>
        <source>A run is being evaluated on another dataset</source>
        <translation>正在另一个数据集上评估一次训练</translation>
    </message>
    <message>
        <source>The run’s figures on another dataset are there</source>
        <translation>该训练在另一个数据集上的指标已就绪</translation>
    </message>
</context>
<context>
    <name>vrft::ui::TrashDialog</name>
    <message>
        <source>Put back</source>
        <translation>放回</translation>
    </message>
    <message>
        <source>Trash</source>
        <translation>回收站</translation>
    </message>
    <message>
        <source>Study</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>The Trash is empty.</source>
        <translation>回收站为空。</translation>
    </message>
    <message>
        <source>Studies and runs in the Trash</source>
        <translation>回收站中的检查和训练</translation>
    </message>
    <message>
        <source>Patient or run</source>
        <translation>患者或训练</translation>
    </message>
    <message>
        <source>Puts what is chosen back where it was</source>
        <translation>把所选内容放回原处</translation>
    </message>
    <message>
        <source>Training run</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>What lies here is in no list and no dataset. The files stay; labels, answers and verdicts come back with them.</source>
        <translation>这里的内容不在任何列表和数据集中。文件保留；标注、回答和评判会随之恢复。</translation>
    </message>
</context>
<context>
    <name>vrft::ui::TroubleModel</name>
    <message>
        <source>Stored</source>
        <translation>已存储</translation>
    </message>
    <message>
        <source>Already here</source>
        <translation>已存在</translation>
    </message>
    <message>
        <source>Same number, other content</source>
        <translation>编号相同，内容不同</translation>
    </message>
    <message>
        <source>Unreadable</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>Not DICOM</source>
        <translation>不是 DICOM</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Where in the file, counted from its start</source>
        <translation>在文件中的位置，从开头算起</translation>
    </message>
    <message>
        <source>Byte</source>
        <translation>字节</translation>
    </message>
</context>
<context>
    <name>vrft::ui::VerdictBar</name>
    <message>
        <source>Use as…</source>
        <translation>用作…</translation>
    </message>
    <message>
        <source>Your verdict</source>
        <translation>您的评判</translation>
    </message>
    <message>
        <source>Correct the label, or make this reasoning an exemplar</source>
        <translation>更正标注，或将此推理作为示例</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>评论</translation>
    </message>
    <message>
        <source>Comment on the verdict</source>
        <translation>对评判的评论</translation>
    </message>
    <message>
        <source>Take the verdict back</source>
        <translation>撤回评判</translation>
    </message>
    <message>
        <source>Corrected label: open the study</source>
        <translation>更正标注：打开检查</translation>
    </message>
    <message>
        <source>Exemplar of my label</source>
        <translation>作为我的标注的示例</translation>
    </message>
    <message>
        <source>Comment, once you have judged</source>
        <translation>评判之后可写评论</translation>
    </message>
    <message>
        <source>not judged yet</source>
        <translation>尚未评判</translation>
    </message>
    <message>
        <source>stored %1 · %2</source>
        <translation>已保存 %1 · %2</translation>
    </message>
    <message>
        <source>Comment, stored as you type; Enter goes back to the list</source>
        <translation>备注，输入时即保存；按 Enter 返回列表</translation>
    </message>
    <message>
        <source>a test answer: read, not judged</source>
        <translation>测试集回答：供阅读，不评判</translation>
    </message>
    <message>
        <source>Test patients were used for nothing else. A verdict, a label or an example taken from their answers would make the next test one that was seen before.</source>
        <translation>测试集患者未用于任何其他用途。若根据这些回答作评判、标注或示例，下一次测试就是已被看过的测试。</translation>
    </message>
</context>
<context>
    <name>vrft::ui::VersionModel</name>
    <message>
        <source>Next</source>
        <translation>下一个</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>尚无</translation>
    </message>
    <message>
        <source>the first version</source>
        <translation>第一个版本</translation>
    </message>
    <message>
        <source>the version before can’t be read</source>
        <translation>无法读取前一版本</translation>
    </message>
    <message>
        <source>%1 runs</source>
        <translation>%1 次训练</translation>
    </message>
    <message>
        <source>%1, in %2</source>
        <translation>%1，用于 %2</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Frozen</source>
        <translation>冻结时间</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>Used by</source>
        <translation>用于</translation>
    </message>
    <message>
        <source>Seal</source>
        <translation>封印</translation>
    </message>
</context>
<context>
    <name>vrft::ui::VersionTable</name>
    <message>
        <source>Versions</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Choose two to compare them.</source>
        <translation>选择两个版本进行比较。</translation>
    </message>
    <message>
        <source>Versions of this dataset</source>
        <translation>此数据集的版本</translation>
    </message>
    <message>
        <source>Compare version %1 with %2</source>
        <translation>比较版本 %1 与 %2</translation>
    </message>
    <message>
        <source>What changed from one to the other, sample by sample</source>
        <translation>两者之间逐样本的变化</translation>
    </message>
</context>
<context>
    <name>vrft::ui::ViewerPane</name>
    <message>
        <source>Nothing to look at</source>
        <translation>没有可看的内容</translation>
    </message>
    <message>
        <source>This series holds no images. It may be a report.</source>
        <translation>此序列没有图像。可能是报告。</translation>
    </message>
    <message>
        <source>Image %1 can’t be shown</source>
        <translation>无法显示图像 %1</translation>
    </message>
    <message>
        <source>Reading image %1</source>
        <translation>正在读取图像 %1</translation>
    </message>
    <message>
        <source>Image %1 of %2</source>
        <translation>图像 %1 / %2</translation>
    </message>
    <message>
        <source>%1 of %2 there</source>
        <translation>已就绪 %1 / %2</translation>
    </message>
    <message>
        <source>Remove a measurement</source>
        <translation>删除测量</translation>
    </message>
    <message>
        <source>Change a measurement</source>
        <translation>修改测量</translation>
    </message>
    <message>
        <source>Measure a length</source>
        <translation>测量长度</translation>
    </message>
    <message>
        <source>Measure a region</source>
        <translation>测量区域</translation>
    </message>
</context>
<context>
    <name>vrft::ui::ViewerPanel</name>
    <message>
        <source>Show tags</source>
        <translation>显示标签</translation>
    </message>
    <message>
        <source>Open next image</source>
        <translation>打开下一幅图像</translation>
    </message>
    <message>
        <source>Left image</source>
        <translation>左侧图像</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Right image</source>
        <translation>右侧图像</translation>
    </message>
    <message>
        <source>Comparison only</source>
        <translation>仅供对照</translation>
    </message>
    <message>
        <source>%1 %2 available for comparison</source>
        <translation>%1 %2 可供对照</translation>
    </message>
    <message>
        <source>Pointer</source>
        <translation>指针</translation>
    </message>
    <message>
        <source>Window and level</source>
        <translation>窗宽和窗位</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Move the image</source>
        <translation>移动图像</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Region: mean, SD, area</source>
        <translation>区域：均值、标准差、面积</translation>
    </message>
    <message>
        <source>Draw a box</source>
        <translation>画框</translation>
    </message>
    <message>
        <source>Invert</source>
        <translation>反相</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>适合窗口</translation>
    </message>
    <message>
        <source>One image pixel to one screen pixel</source>
        <translation>一个图像像素对应一个屏幕像素</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Previous image</source>
        <translation>上一幅图像</translation>
    </message>
    <message>
        <source>Next image</source>
        <translation>下一幅图像</translation>
    </message>
    <message>
        <source>Previous time or echo at this position</source>
        <translation>此位置的上一时间点或回波</translation>
    </message>
    <message>
        <source>Next time or echo at this position</source>
        <translation>此位置的下一时间点或回波</translation>
    </message>
    <message>
        <source>Scroll both together</source>
        <translation>同步滚动</translation>
    </message>
    <message>
        <source>Tags of the image</source>
        <translation>图像的 DICOM 标签</translation>
    </message>
    <message>
        <source>Two images side by side</source>
        <translation>并排显示两幅图像</translation>
    </message>
    <message>
        <source>Window preset</source>
        <translation>预设窗</translation>
    </message>
    <message>
        <source>Colour, no window</source>
        <translation>彩色，无窗</translation>
    </message>
    <message>
        <source>No window</source>
        <translation>无窗</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>手动</translation>
    </message>
</context>
<context>
    <name>vrft::ui::WorkspaceThread</name>
    <message>
        <source>Start the program again</source>
        <translation>请重新启动程序</translation>
    </message>
    <message>
        <source>Choose another folder</source>
        <translation>请选择其他文件夹</translation>
    </message>
</context>
</TS>
